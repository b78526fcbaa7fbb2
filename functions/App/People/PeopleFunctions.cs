using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.People;

public sealed class PeopleFunctions(PeopleImport import)
{
    private const string NotImported = "The people were not imported.";

    private const string NotAll =
        "The people were not all imported; send the whole file again, mended: what is imported stays as it is. The counts are of what was.";

    /// <summary>
    /// People as CSV: 200 with a verdict a row. 400 if the file cannot be read: where it breaks midway, the rows before are imported, and
    /// the answer counts them. See <see cref="ImportMode"/> for the query.
    /// </summary>
    [Function("people-import")]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/people/import")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var (mode, wrong) = ImportMode.Of(request.Query);
        if (wrong is not null) return Problems.BadRequest(NotImported, wrong);
        try
        {
            using var table = await CsvTable.OpenAsync(request, PersonReader.Columns, PersonReader.RequiredColumns, ct);
            var outcome = await import.ImportAsync(table, ct, mode);
            return outcome.Error is { } error
                ? Broken(outcome, error, mode)
                : TypedResults.Json(View(outcome, mode, outcome.Rows), Wire.Json);
        }
        catch (BadHttpRequestException)
        {
            return Problems.BadRequest(NotImported, Problems.TooLarge);
        }
        catch (FormatException e)
        {
            return Problems.BadRequest(NotImported, new FieldError("file", e.Message));
        }
    }

    private static IResult Broken(ImportOutcome outcome, FieldError error, ImportMode mode)
    {
        var title = outcome.Rows.Count == 0 || mode.IsDry ? NotImported : NotAll;
        var toMend = outcome.Rows.Where(row => row.Verdict == PersonVerdict.Rejected || row.Warnings is not null);
        return Problems.BadRequest(title, View(outcome, mode, toMend), error);
    }

    private static Dictionary<string, object?> View(ImportOutcome outcome, ImportMode mode, IEnumerable<PersonVerdict> rows)
    {
        var view = new Dictionary<string, object?>
        {
            ["created"] = outcome.Count(PersonVerdict.Created),
            ["updated"] = outcome.Count(PersonVerdict.Updated),
            ["unchanged"] = outcome.Count(PersonVerdict.Unchanged),
            ["rejected"] = outcome.Count(PersonVerdict.Rejected),
            ["warned"] = outcome.Rows.Count(row => row.Warnings is not null),
        };
        if (mode.IsDry) view["dryRun"] = true;
        if (outcome.Line is { } line) view["line"] = line;
        if (outcome.ActiveBefore is { } active) view["activeBefore"] = active;
        if (outcome.Missing is { } missing)
        {
            view["deactivated"] = outcome.Error is null ? missing.Count : 0;
            view["missing"] = missing;
        }
        if (outcome.NeedsConfirmation is { } needs) view["needs"] = needs;
        // first, because these may have left, and are active still
        PersonVerdict[] unclear = [.. outcome.Rows.Where(row => row is { Verdict: PersonVerdict.Rejected, Field: "active" })];
        if (unclear.Length > 0) view["activeNotKnown"] = unclear;
        view["rows"] = rows;
        return view;
    }
}
