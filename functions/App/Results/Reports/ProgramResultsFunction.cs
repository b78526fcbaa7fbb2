using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Reports;

public sealed class ProgramResultsFunction(ReportReader reports)
{
    /// <summary>
    /// The figures of a program in a wave (the first after the day of completion unless given), of all or of one group: see
    /// <see cref="GroupFilterReader"/>. <c>countedAt</c> is the last round day.
    /// </summary>
    [Function("program-results")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}/results")] HttpRequest request,
        string id)
    {
        var ct = request.HttpContext.RequestAborted;
        if (await reports.FindAsync(id, ct) is not { } report) return Problems.NotFound($"There is no program '{id}'.");

        var (filter, errors) = GroupFilterReader.Read(request.Query, report);
        if (errors.Count > 0) return Problems.BadRequest("There are no such results.", errors);
        if (filter.IsOfSomeDays) report = await reports.OfDaysAsync(report, filter, ct);
        return TypedResults.Json(
            new
            {
                program = id,
                report.Program.Definition.Title,
                filter.Wave,
                countedAt = report.Day,
                nextRound = report.NextRound,
                figures = report.Of(filter),
                agreement = filter is { Kind: GroupKind.All, IsOfSomeDays: false } ? report.Agreement(filter.Wave) : null,
            },
            Wire.Json);
    }
}
