using System.Text.Json;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Completions;

public sealed class CompletionIntakeFunctions(CompletionIntake intake)
{
    private const int MostItems = 10_000;
    private const string NotTaken = "The completions were not taken in.";
    private static readonly FieldError TooMany = new("$", $"This holds more than {MostItems} completions; send them in several requests.");

    /// <summary>One completion or an array of them, in our own JSON or as xAPI statements: 202 with a verdict an item.</summary>
    [Function("completions-post")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/completions")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var (json, fault) = await request.ReadJsonAsync(ct);
        if (fault is not null) return Problems.BadRequest(NotTaken, fault);
        using var body = json!;
        var root = body.RootElement;
        JsonElement[] items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        return items.Length > MostItems
            ? Problems.BadRequest(NotTaken, TooMany)
            : await TakenAsync([.. items.Select(Read)], ct);
    }

    /// <summary>
    /// Completions as CSV, with the columns of our own format: 202 with a verdict a row, counted from 0 below the header.
    /// </summary>
    [Function("completions-import")]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/completions/import")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        try
        {
            using var table = await CsvTable.OpenAsync(request, OwnFormat.Columns, OwnFormat.RequiredColumns, ct);
            var items = await table.RowsAsync()
                .Take(MostItems + 1)
                .Select(row => row.Flaw is { } flaw ? flaw : OwnFormat.Read(column => row[column]))
                .ToListAsync(ct);
            return items.Count > MostItems
                ? Problems.BadRequest(NotTaken, TooMany)
                : await TakenAsync(items, ct);
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

    private static ReadItem Read(JsonElement item)
    {
        try
        {
            if (item.ValueKind != JsonValueKind.Object) return new FieldError("$", "A completion is a JSON object.");
            return Xapi.IsStatement(item) ? Xapi.Read(item) : OwnFormat.Read(item);
        }
        catch (InvalidOperationException)
        {
            // what JsonElement throws on an escaped half of a surrogate pair
            return new FieldError("$", "A text in it is not valid Unicode.");
        }
    }

    private async Task<IResult> TakenAsync(IReadOnlyList<ReadItem> read, CancellationToken ct)
    {
        var items = await intake.TakeAsync(read, ct);
        var answer = new
        {
            accepted = Count("accepted"),
            duplicate = Count("duplicate"),
            rejected = Count("rejected"),
            items,
        };
        return TypedResults.Json(answer, Wire.Json, statusCode: StatusCodes.Status202Accepted);

        int Count(string verdict) => items.Count(item => item.Verdict == verdict);
    }
}
