using AngleSharp.Dom;
using Followup.Programs;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Branding;
using Followup.Shared.Hr;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Components;

namespace Followup.Tests.Results.Pages;

/// <summary>Totals of rounds as a test wants them, and the pages they make.</summary>
internal static class HandMade
{
    public static readonly DateOnly Day = new(2026, 11, 30), Earlier = new(2026, 11, 23), NextRound = new(2026, 12, 7);

    public const string MainWave = "P42D";

    public static ProgramReport Report(ProgramTotals totals, params StoredProgram[] versions) =>
        new(new(versions[^1], versions, Correlation: 0.3, NextRound), totals);

    public static StoredProgram Program(ProgramDefinition? definition = null, int version = 1, string id = "ai-eval") =>
        new(id, version, definition ?? Samples.Program);

    public static ProgramTotals Totals(params AudienceTotals[] audiences) =>
        new(Day, ["Claims", "Lab", "Legal", "Tower"], []) { Completed = 100, Audiences = audiences };

    /// <summary>One audience, of groups that were counted on one day.</summary>
    public static AudienceTotals Of(Audience audience, int asked, int people, params GroupTotals[] groups)
    {
        var tallies = groups.SelectMany(group => group.Tallies).ToList();
        return new(MainWave, audience, new(asked, asked * 2, people), groups, [new(Day, tallies)]);
    }

    public static GroupTotals Department(string name, int asked, Tally counted, int version = 1) =>
        Group(CountsIn.Department, name, [], asked, counted, version);

    public static GroupTotals Others(string[] names, int asked, Tally counted) => Group(CountsIn.Others, "", names, asked, counted, 1);

    /// <summary>
    /// So many answers: of the first behavior all tell a frequency, and so many often; of the second nobody could tell. Nobody named a
    /// barrier.
    /// </summary>
    public static Tally Counted(int answers, int often)
    {
        var tally = new Tally(outcomes: 2);
        tally[AnswerCount.Answers] = tally[AnswerCount.Known] = answers;
        tally[AnswerCount.SumOfShares] = (long)often * MeanShare.Unit;
        tally[AnswerCount.SumOfSquares] = (long)often * MeanShare.Unit * MeanShare.Unit;
        tally.Distribution(0)[(int)Frequency.Often] = often;
        tally.Distribution(0)[(int)Frequency.Rarely] = answers - often;
        tally.Distribution(1)[Agreement.Steps] = answers;
        return tally;
    }

    public static Task<IDocument> ResultsAsync(
        ProgramReport report, GroupFilter? filter = null, IReadOnlyList<CommentRound>? comments = null, ProgramReport? shown = null) =>
        OpenAsync<Followup.Results.Pages.ResultsPage>(
            new()
            {
                [nameof(Followup.Results.Pages.ResultsPage.Report)] = report,
                [nameof(Followup.Results.Pages.ResultsPage.Shown)] = shown ?? report,
                [nameof(Followup.Results.Pages.ResultsPage.Filter)] = filter ?? new GroupFilter(MainWave),
                [nameof(Followup.Results.Pages.ResultsPage.Comments)] = comments,
            });

    public static async Task<IDocument> OpenAsync<TPage>(Dictionary<string, object?> parameters) where TPage : IComponent
    {
        parameters["View"] = new HrView(new Brand(), new HrStyle(new Brand()), "/results/ai-eval");
        return await RenderedPage.ParseAsync(await RenderedPage.HtmlAsync<TPage>(parameters));
    }

    public static string Title(this IDocument page) => page.QuerySelector("h1")!.Words();

    /// <summary>The cells of a table's row that begins with a name.</summary>
    public static string[] Row(this IDocument page, string name)
    {
        var row = page.QuerySelectorAll("tbody tr").Last(row => row.QuerySelector("th")?.Words() == name);
        return [.. row.QuerySelectorAll("td").Select(cell => cell.Words())];
    }

    private static GroupTotals Group(CountsIn countsIn, string name, string[] names, int asked, Tally counted, int version)
    {
        WordingTally[] tallies = [new($"wording{version}", version, HasEarlier: false, counted)];
        var answered = (int)counted[AnswerCount.Answers] + ReleaseRule.Waiting;
        return new(countsIn, name, names, new(asked, asked, 4), answered, tallies, [Day]);
    }
}
