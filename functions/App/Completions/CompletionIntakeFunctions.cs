using System.Text.Json;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Completions;

public sealed class CompletionIntakeFunctions(CompletionIntake intake, CompletionWithdrawal withdrawal)
{
    private const int MostItems = 10_000;
    private const string NotTaken = "The completions were not taken in.";
    private const string NotWithdrawn = "The completions were not withdrawn.";
    private static readonly FieldError TooMany = new("$", $"This holds more than {MostItems} completions; send them in several requests.");

    /// <summary>One completion or an array of them, in our own JSON or as xAPI statements: 202 with a verdict an item.</summary>
    [Function("completions-post")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/completions")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var (items, refused) = await ReadAsync(
            request, NotTaken, item => Xapi.IsStatement(item) ? Xapi.Read(item) : OwnFormat.Read(item), ct);
        return refused ?? await TakenAsync(items, ct);
    }

    /// <summary>
    /// Takes completions back: one or an array of what was posted, or of the <c>eventId</c> alone. 200 with a verdict an item, withdrawn,
    /// notFound or rejected; once more, the same. By the <c>eventId</c> alone it reads all follow-ups that there are.
    /// </summary>
    [Function("completions-delete")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/completions")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var (items, refused) = await ReadAsync(request, NotWithdrawn, OwnFormat.ReadWithdrawn, ct);
        if (refused is not null) return refused;
        return Answer(StatusCodes.Status200OK, await withdrawal.WithdrawAsync(items, ct), "withdrawn", "notFound", "rejected");
    }

    /// <summary>
    /// Completions as CSV, with the columns of our own format: 202 with a verdict a row, and the line on which it begins.
    /// </summary>
    [Function("completions-import")]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/completions/import")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        try
        {
            using var table = await CsvTable.OpenAsync(request, OwnFormat.Columns, OwnFormat.RequiredColumns, ct);
            var rows = await table.RowsAsync().Take(MostItems + 1).ToListAsync(ct);
            if (rows.Count > MostItems) return Problems.BadRequest(NotTaken, TooMany);
            var items = rows.ConvertAll<ReadItem>(row => row.Flaw is { } flaw ? flaw : OwnFormat.Read(column => row[column]));
            return await TakenAsync(items, ct, rows.ConvertAll(row => row.Line));
        }
        catch (BadHttpRequestException)
        {
            return Problems.BadRequest(NotTaken, Problems.TooLarge);
        }
        catch (FormatException e)
        {
            return Problems.BadRequest(NotTaken, new FieldError("file", e.Message));
        }
    }

    /// <summary>The items of a body, or the answer that refuses all of it.</summary>
    private static async Task<(IReadOnlyList<ReadItem> Items, IResult? Refused)> ReadAsync(
        HttpRequest request, string title, Func<JsonElement, ReadItem> read, CancellationToken ct)
    {
        var (json, fault) = await request.ReadJsonAsync(ct);
        if (fault is not null) return ([], Problems.BadRequest(title, fault));
        using var body = json!;
        var root = body.RootElement;
        JsonElement[] items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        return items.Length > MostItems
            ? ([], Problems.BadRequest(title, TooMany))
            : ([.. items.Select(item => Read(item, read))], null);
    }

    private static ReadItem Read(JsonElement item, Func<JsonElement, ReadItem> read)
    {
        try
        {
            return item.ValueKind == JsonValueKind.Object ? read(item) : new FieldError("$", "A completion is a JSON object.");
        }
        catch (InvalidOperationException)
        {
            // what JsonElement throws on an escaped half of a surrogate pair
            return new FieldError("$", "A text in it is not valid Unicode.");
        }
    }

    private async Task<IResult> TakenAsync(IReadOnlyList<ReadItem> read, CancellationToken ct, IReadOnlyList<int>? lines = null)
    {
        var items = await intake.TakeAsync(read, ct);
        if (lines is not null) items = [.. items.Select(item => item with { Line = lines[item.Index] })];
        return Answer(StatusCodes.Status202Accepted, items, "accepted", "duplicate", "withdrawn", "rejected");
    }

    /// <summary>How many there are of each verdict, and the items.</summary>
    private static IResult Answer(int status, IReadOnlyList<ItemVerdict> items, params IReadOnlyList<string> verdicts)
    {
        var answer = verdicts.ToDictionary(verdict => verdict, object (verdict) => items.Count(item => item.Verdict == verdict));
        answer["items"] = items;
        return TypedResults.Json(answer, Wire.Json, statusCode: status);
    }
}
