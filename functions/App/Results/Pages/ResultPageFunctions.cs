using Followup.Programs;
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Pages;

/// <summary>
/// HR's pages of results: rendered here, readable without a script, printable. They are made of whole rounds and of what HR brought in, so
/// between two round days nothing that anybody answers moves a byte of them. 401 and 403 as <see cref="HrAccess"/> says.
/// </summary>
public sealed class ResultPageFunctions(
    HrPages pages, HrAccess access, ProgramStore programs, ReportReader reports, CommentStore comments)
{
    /// <summary>
    /// A route that is only the root: the host knows no empty one. https://github.com/Azure/Azure-Functions/issues/2473
    /// </summary>
    private const string Root = "{ignored:maxlength(0)?}";

    [Function("hr-programs")]
    public Task<IResult> ProgramsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Root)] HttpRequest request) =>
        pages.ShowAsync<ProgramsPage>(request, async () => new Dictionary<string, object?>
        {
            [nameof(ProgramsPage.Reports)] = await reports.AllAsync(request.HttpContext.RequestAborted),
        });

    /// <summary>An address of a program's results that somebody shortened leads to all programs: it has no page of its own.</summary>
    [Function("hr-results-all")]
    public static IResult All(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "results")] HttpRequest request) =>
        TypedResults.Redirect("/");

    /// <summary>One program; what to look at as <see cref="GroupFilterReader"/> reads it.</summary>
    [Function("hr-results")]
    public async Task<IResult> ResultsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "results/{id}")] HttpRequest request,
        string id)
    {
        var status = access.Check(request).Status;
        if (status != StatusCodes.Status200OK) return await pages.RefuseAsync(request, status);

        var ct = request.HttpContext.RequestAborted;
        if (await reports.FindAsync(id, ct) is not { } report) return await pages.NoProgramAsync(request, id);
        var (filter, errors) = GroupFilterReader.Read(request.Query, report);
        if (errors.Count > 0)
            return await pages.NotThereAsync(request, StatusCodes.Status400BadRequest, "There are no such results", errors);

        var isOfAll = filter is { Kind: GroupKind.All, IsOfSomeDays: false };
        IReadOnlyDictionary<string, object?> parameters = new Dictionary<string, object?>
        {
            [nameof(ResultsPage.Report)] = report,
            [nameof(ResultsPage.Shown)] = filter.IsOfSomeDays ? await reports.OfDaysAsync(report, filter, ct) : report,
            [nameof(ResultsPage.Filter)] = filter,
            [nameof(ResultsPage.Comments)] = isOfAll ? await comments.OfAsync(id, filter.Wave, ct) : null,
        };
        return await pages.ShowAsync<ResultsPage>(request, () => Task.FromResult(parameters));
    }

    [Function("hr-audit")]
    public Task<IResult> AuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "audit")] HttpRequest request) =>
        pages.ShowAsync<AuditPage>(request, async () => new Dictionary<string, object?>
        {
            [nameof(AuditPage.Programs)] = await programs.AllAsync(request.HttpContext.RequestAborted),
        });

    [Function("hr-insights")]
    public Task<IResult> InsightsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "insights")] HttpRequest request) =>
        pages.ShowAsync<InsightsPage>(request, async () => new Dictionary<string, object?>
        {
            [nameof(InsightsPage.Reports)] = await reports.AllAsync(request.HttpContext.RequestAborted),
        });
}
