using CsvHelper;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.People;

public sealed class PeopleFunctions(PeopleImport import)
{
    /// <summary>
    /// People as CSV: 200 with a verdict a row, or 400 if the file cannot be read, or not to its end: then the rows before are imported.
    /// </summary>
    [Function("people-import")]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/people/import")] HttpRequest request)
    {
        var title = "The people were not imported.";
        try
        {
            using var table = await CsvTable.OpenAsync(request.Body, PersonReader.Columns, ["id", "email", "name"]);
            title = "The people were not all imported; send the whole file again, mended: what is imported stays as it is.";
            var rows = await import.ImportAsync(table, request.HttpContext.RequestAborted);
            return TypedResults.Json(View(rows), Wire.Json);
        }
        catch (BadHttpRequestException)
        {
            return Problems.BadRequest(title, Problems.TooLarge);
        }
        catch (Exception e) when (e is FormatException or CsvHelperException)
        {
            var reason = e is FormatException ? e.Message : "This is not a CSV file.";
            return Problems.BadRequest(title, new FieldError("file", reason));
        }
    }

    private static object View(IReadOnlyList<PersonVerdict> rows)
    {
        return new
        {
            created = Count("created"),
            updated = Count("updated"),
            unchanged = Count("unchanged"),
            rejected = Count("rejected"),
            rows,
        };

        int Count(string verdict) => rows.Count(row => row.Verdict == verdict);
    }
}
