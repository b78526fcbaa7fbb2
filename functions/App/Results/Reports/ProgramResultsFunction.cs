using Followup.Programs;
using Followup.Results.Counts;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Reports;

public sealed class ProgramResultsFunction(ProgramStore programs, CountStore counts)
{
    /// <summary>
    /// The figures of a program in a wave (the first after the day of completion unless given), of all or of one group: see
    /// <see cref="GroupFilterReader"/>.
    /// </summary>
    [Function("program-results")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}/results")] HttpRequest request,
        string id)
    {
        var ct = request.HttpContext.RequestAborted;
        if (await programs.FindAsync(id, ct) is not { } program) return Problems.NotFound($"There is no program '{id}'.");

        var (margins, countedAt) = await counts.MarginsAsync(id, ct);
        var report = new ProgramReport(program, margins);
        var (wave, filter, errors) = GroupFilterReader.Read(request.Query, report);
        if (errors.Count > 0) return Problems.BadRequest("There are no such results.", errors);

        var figures = report.Of(wave, filter, out var shownMonths);
        var months = filter.Dimension == Dimension.Month ? shownMonths : null;
        return TypedResults.Json(new { program = id, program.Definition.Title, wave, months, countedAt, figures }, Wire.Json);
    }
}
