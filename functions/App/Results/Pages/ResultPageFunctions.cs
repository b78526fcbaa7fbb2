using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Pages;

/// <summary>HR's pages: rendered here, readable without a script, printable. 401 and 403 as <see cref="HrAccess"/> says.</summary>
public sealed class ResultPageFunctions(HrPages pages, HrAccess access, ProgramStore programs, CountStore counts)
{
    /// <summary>
    /// A route that is only the root: the host knows no empty one. https://github.com/Azure/Azure-Functions/issues/2473
    /// </summary>
    private const string Root = "{ignored:maxlength(0)?}";

    [Function("hr-programs")]
    public Task<IResult> ProgramsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Root)] HttpRequest request) =>
        pages.ShowAsync<ProgramsPage>(request, async () =>
        {
            var (reports, countedAt) = await ReportsAsync(request.HttpContext.RequestAborted);
            return new Dictionary<string, object?>
            {
                [nameof(ProgramsPage.Reports)] = reports,
                [nameof(ProgramsPage.CountedAt)] = countedAt,
            };
        });

    /// <summary>An address of a program's results that somebody shortened leads to all programs: it has no page of its own.</summary>
    [Function("hr-results-all")]
    public static IResult All(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "results")] HttpRequest request) =>
        TypedResults.Redirect("/");

    [Function("hr-results")]
    public async Task<IResult> ResultsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "results/{id}")] HttpRequest request,
        string id)
    {
        var status = access.Check(request).Status;
        if (status != StatusCodes.Status200OK) return await pages.RefuseAsync(request, status);

        var ct = request.HttpContext.RequestAborted;
        var findingProgram = programs.FindAsync(id, ct);
        var readingMargins = counts.MarginsAsync(id, ct);
        await Task.WhenAll(findingProgram, readingMargins);
        if (await findingProgram is not { } program)
        {
            return await pages.NotThereAsync(request, StatusCodes.Status404NotFound, $"There is no program “{id}”", []);
        }

        var (margins, changedAt) = await readingMargins;
        var report = new ProgramReport(program, margins);
        var (wave, filter, errors) = GroupFilterReader.Read(request.Query, report);
        if (errors.Count > 0)
        {
            return await pages.NotThereAsync(request, StatusCodes.Status400BadRequest, "There are no such results", errors);
        }

        var comments = filter.Dimension == Dimension.All ? await counts.CommentsAsync(id, wave, ct) : null;
        IReadOnlyDictionary<string, object?> parameters = new Dictionary<string, object?>
        {
            [nameof(ResultsPage.Report)] = report,
            [nameof(ResultsPage.Wave)] = wave,
            [nameof(ResultsPage.Filter)] = filter,
            [nameof(ResultsPage.Comments)] = comments,
            [nameof(ResultsPage.CountedAt)] = changedAt,
        };
        return await pages.ShowAsync<ResultsPage>(request, () => Task.FromResult(parameters));
    }

    [Function("hr-audit")]
    public Task<IResult> AuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "audit")] HttpRequest request) =>
        pages.ShowAsync<AuditPage>(request, async () =>
        {
            var all = await programs.AllAsync(request.HttpContext.RequestAborted);
            return new Dictionary<string, object?> { [nameof(AuditPage.Programs)] = all };
        });

    [Function("hr-insights")]
    public Task<IResult> InsightsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "insights")] HttpRequest request) =>
        pages.ShowAsync<InsightsPage>(request, async () =>
        {
            var (reports, _) = await ReportsAsync(request.HttpContext.RequestAborted);
            return new Dictionary<string, object?> { [nameof(InsightsPage.Rates)] = ObservedRates(reports) };
        });

    private async Task<(IReadOnlyList<ProgramReport> Reports, DateTimeOffset? CountedAt)> ReportsAsync(CancellationToken ct)
    {
        var readingPrograms = programs.AllAsync(ct);
        var readingOverview = counts.OverviewAsync(ct);
        await Task.WhenAll(readingPrograms, readingOverview);
        var overview = await readingOverview;

        var reports = (await readingPrograms).Select(program => new ProgramReport(program, MarginsOf(program.Id))).ToList();
        DateTimeOffset? countedAt = overview.Count == 0 ? null : overview.Values.Max(counted => counted.ChangedAt);
        return (reports, countedAt);

        ProgramMargins MarginsOf(string programId) =>
            overview.TryGetValue(programId, out var counted) ? counted.Margins : ProgramMargins.Empty;
    }

    private static List<(ProgramDesign Design, double Rate)> ObservedRates(IReadOnlyList<ProgramReport> reports)
    {
        List<(ProgramDesign, double)> rates = [];
        foreach (var report in reports)
        {
            var program = report.Program.Definition;
            if (program.IsCompletionDataOnly) continue;
            if (report.All(report.MainWave).Headline.Observed.Share is { } share) rates.Add((program.Design, share));
        }
        return rates;
    }
}
