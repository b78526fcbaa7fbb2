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
    /// <summary>A route that is only the root: the host knows no empty one. https://github.com/Azure/Azure-Functions/issues/2473</summary>
    private const string Root = "{ignored:maxlength(0)?}";

    [Function("hr-programs")]
    public Task<IResult> ProgramsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Root)] HttpRequest request) =>
        pages.ShowAsync<ProgramsPage>(request, async () =>
        {
            var (reports, countedAt) = await ReportsAsync(request.HttpContext.RequestAborted);
            return new Dictionary<string, object?> { ["Reports"] = reports, ["CountedAt"] = countedAt };
        });

    /// <summary>There is no page of its own for an address that somebody shortened: all programs are the one.</summary>
    [Function("hr-results-all")]
    public static IResult All([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "results")] HttpRequest request) => TypedResults.Redirect("/");

    [Function("hr-results")]
    public async Task<IResult> ResultsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "results/{id}")] HttpRequest request, string id)
    {
        if (access.Check(request).Status is var status and not StatusCodes.Status200OK) return await pages.RefuseAsync(request, status);
        var ct = request.HttpContext.RequestAborted;
        var (found, counted) = (programs.FindAsync(id, ct), counts.MarginsAsync(id, ct));
        await Task.WhenAll(found, counted);
        if (found.Result is not { } program) return await pages.NotThereAsync(request, StatusCodes.Status404NotFound, $"There is no program “{id}”", []);
        var report = new ProgramReport(program, counted.Result.Margins);
        var (wave, filter, errors) = GroupFilterReader.Read(request.Query, report);
        if (errors.Count > 0) return await pages.NotThereAsync(request, StatusCodes.Status400BadRequest, "There are no such results", errors);
        var comments = filter.Dimension == Dimension.All ? await counts.CommentsAsync(id, wave, ct) : null;
        return await pages.ShowAsync<ResultsPage>(request, () => Task.FromResult<IReadOnlyDictionary<string, object?>>(new Dictionary<string, object?>
        {
            ["Report"] = report,
            ["Wave"] = wave,
            ["Filter"] = filter,
            ["Comments"] = comments,
            ["CountedAt"] = counted.Result.ChangedAt,
        }));
    }

    [Function("hr-audit")]
    public Task<IResult> AuditAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "audit")] HttpRequest request) =>
        pages.ShowAsync<AuditPage>(request, async () => new Dictionary<string, object?> { ["Programs"] = await programs.AllAsync(request.HttpContext.RequestAborted) });

    [Function("hr-insights")]
    public Task<IResult> InsightsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "insights")] HttpRequest request) =>
        pages.ShowAsync<InsightsPage>(request, async () =>
        {
            var (reports, _) = await ReportsAsync(request.HttpContext.RequestAborted);
            return new Dictionary<string, object?>
            {
                ["Rates"] = reports.Where(report => !report.Program.Definition.IsCompletionDataOnly)
                    .Select(report => (report.Program.Definition.Design, Rate: report.All(report.MainWave).Headline.Observed.Share))
                    .Where(one => one.Rate is not null).Select(one => (one.Design, one.Rate!.Value)).ToList(),
            };
        });

    private async Task<(IReadOnlyList<ProgramReport> Reports, DateTimeOffset? CountedAt)> ReportsAsync(CancellationToken ct)
    {
        var (all, overview) = (programs.AllAsync(ct), counts.OverviewAsync(ct));
        await Task.WhenAll(all, overview);
        var reports = all.Result.Select(program => new ProgramReport(program, overview.Result.TryGetValue(program.Id, out var counted) ? counted.Margins : ProgramMargins.Empty)).ToList();
        return (reports, overview.Result.Count == 0 ? null : overview.Result.Values.Max(counted => counted.ChangedAt));
    }
}
