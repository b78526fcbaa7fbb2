using AngleSharp.Dom;
using Followup.Programs;
using Followup.Results.Pages;
using Followup.Results.Reports;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Pages.HandMade;

namespace Followup.Tests.Results.Pages;

public sealed class ProgramsPageTests
{
    [Fact]
    public async Task Clearly_is_said_of_what_stands_among_all_programs_looked_at_together()
    {
        // 67 of 100 are above one half alone (p = .0003), 60 only alone (p = .02)
        using var page = await ProgramsAsync([Of100("a", 67), Of100("b", 60), Of100("c", 50), Of100("d", 20)]);

        Assert.Equal("Managers clearly saw more than half of the behaviors at target in 1 of 4 programs", page.Title());
    }

    [Fact]
    public async Task Programs_of_which_too_few_were_heard_are_not_judged()
    {
        using var page = await ProgramsAsync([Of100("a", 80), Of100("b", 80), Of100("c", 80, asked: 1000)]);

        Assert.Equal(
            "Managers clearly saw more than half of the behaviors at target in 2 of 2 programs; in one more too few were heard to say",
            page.Title());
    }

    [Fact]
    public async Task Completions_are_those_of_the_last_round_day_and_live_counts_have_a_page_of_their_own()
    {
        var report = Report(Totals(), Program(new ProgramDefinition("Town hall", []), id: "town-hall"));

        using var page = await ProgramsAsync([report, Of100("a", 60)]);

        Assert.Equal(["100"], page.QuerySelectorAll("tr").Single(row => row.Words().StartsWith("Town hall", StringComparison.Ordinal))
            .QuerySelectorAll("td").Select(cell => cell.Words()));
        Assert.Equal(
            ["/participation/a", "/participation/town-hall"],
            page.QuerySelectorAll("a[href^='/participation/']").Select(link => link.GetAttribute("href")));
        Assert.StartsWith("Evaluating AI output: of 100 counted (", page.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feature_that_few_programs_have_is_not_named_however_large_its_difference()
    {
        List<ProgramReport> reports = [.. Enumerable.Range(0, 3).Select(i => Of100($"with{i}", 90 + i, new(Mentor: true)))];
        reports.AddRange(Enumerable.Range(0, 6).Select(i => Of100($"without{i}", 20 + i)));
        using var three = await InsightsAsync(reports);
        reports.Add(Of100("with3", 88, new(Mentor: true)));
        using var four = await InsightsAsync(reports);

        Assert.Equal(
            "Of 9 programs, no design feature clearly goes with more or less of the behaviors at work; "
            + "it takes four programs a side to say so of one",
            three.Title());
        Assert.Equal("Of 10 programs, those with a mentor afterwards show more of the behaviors at work", four.Title());
    }

    /// <summary>Each manager was asked about one.</summary>
    private static ProgramReport Of100(string id, int often, ProgramDesign? design = null, int asked = 103)
    {
        var managers = Of(Audience.Manager, asked, people: 100, Department("Claims", asked, Counted(100, often)));
        var totals = Totals(managers with { Asked = new(asked, Squares: asked, Answering: 100) });
        return Report(totals, Program(Samples.Program with { Design = design ?? new() }, id: id));
    }

    private static Task<IDocument> ProgramsAsync(IReadOnlyList<ProgramReport> reports) =>
        OpenAsync<ProgramsPage>(new() { [nameof(ProgramsPage.Reports)] = reports });

    private static Task<IDocument> InsightsAsync(IReadOnlyList<ProgramReport> reports) =>
        OpenAsync<InsightsPage>(new() { [nameof(InsightsPage.Reports)] = reports });
}
