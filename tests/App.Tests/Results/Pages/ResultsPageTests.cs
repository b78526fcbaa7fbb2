// Long because the states of one page stand side by side.
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Pages.HandMade;

namespace Followup.Tests.Results.Pages;

public sealed class ResultsPageTests
{
    private static readonly AudienceTotals Managers = Of(Audience.Manager, 60, people: 7, Department("Claims", 60, Counted(25, 15)));

    [Fact]
    public async Task The_title_says_of_how_many_and_the_bounds_stand_beside_the_headline()
    {
        using var page = await ResultsAsync(Report(Totals(Managers), Program()));

        Assert.Equal(
            "Of 25 counted (60 asked; 7 managers answered), managers saw on average 60 % of the behaviors at target", page.Title());
        var cells = page.QuerySelectorAll("td").Select(cell => cell.Words());
        Assert.Contains("If nobody else had shown it 25 %, if all had 83 %", cells);
    }

    [Theory]
    [InlineData(28, false)] // 28 of 94 are .298
    [InlineData(29, true)]
    public async Task Below_the_least_response_rate_the_finding_is_that_too_few_were_heard(int answered, bool isHeard)
    {
        var managers = Of(Audience.Manager, 94, people: 7, Department("Claims", 94, Counted(answered - 3, 15)));

        using var page = await ResultsAsync(Report(Totals(managers), Program()));

        Assert.Equal(!isHeard, page.Title() == "Too few were heard to say: 28 of 94 questions to managers were answered");
        Assert.Equal(isHeard, page.Title().StartsWith("Of 26 counted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_says_why_it_is_not_told_how_many_were_heard_and_when_it_moves()
    {
        var managers = Of(
            Audience.Manager, 60, people: 7,
            Department("Claims", 41, Counted(25, 15)), Others(["Lab", "Tower"], 12, Counted(6, 3)));

        using var page = await ResultsAsync(Report(Totals(managers), Program()));

        var claims = page.Row("Claims");
        Assert.Matches(@"^60 % \(\d+ to \d+\), 25 counted; three more, drawn by lot, are held back$", claims[0]);
        Assert.Equal(("not enough people yet; next count on Monday, 7 December", "28 of 41", "–"), (claims[1], claims[2], claims[3]));
        Assert.Equal(["Not enough people yet; next count on Monday, 7 December"], page.Row("Legal"));
        Assert.Equal("counted together with others: Lab, Tower", page.Row("Lab")[0]);
        Assert.StartsWith("50 %", page.Row("Counted together: Lab, Tower")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_days_on_which_nothing_was_counted_that_is_said_and_not_that_too_few_answered()
    {
        var managers = Of(
            Audience.Manager, 60, people: 7,
            Department("Claims", 41, Counted(25, 15)), Others(["Lab", "Tower"], 12, Counted(6, 3)));
        var whole = Totals(managers);
        var (program, none) = (Program(), whole with { Audiences = [] });
        var report = Report(whole, program);
        var days = new ProgramReport(new(program, [program], Correlation: 0.3, NextRound), none, whole);

        using var page = await ResultsAsync(report, new GroupFilter(MainWave, From: Earlier, To: Earlier), shown: days);

        Assert.Equal("What managers saw: nothing was counted on these days", page.Title());
        Assert.Equal("nothing was counted on these days", page.Row("Claims")[0]);
        Assert.Equal("counted together with others: Lab, Tower", page.Row("Lab")[0]);
        Assert.Equal("nothing was counted on these days", page.Row("Counted together: Lab, Tower")[0]);
        Assert.Equal(["Not enough people yet; next count on Monday, 7 December"], page.Row("Legal"));
    }

    [Fact]
    public async Task Of_what_is_never_told_no_next_count_is_promised()
    {
        using var dataOnly = await ResultsAsync(Report(Totals(), Program(Samples.Program with { Outcomes = [] })));
        var atOnce = Program(Samples.Program with { Waves = ["P0D"] });
        using var dayOnly = await ResultsAsync(Report(Totals(), atOnce), new GroupFilter("P0D"));

        Assert.Equal("Completion data only: nobody is asked, and nothing is claimed", dataOnly.Title());
        Assert.StartsWith("Asked on the day of completion only", dayOnly.Title(), StringComparison.Ordinal);
        Assert.All(
            [dataOnly, dayOnly],
            page => Assert.DoesNotContain("not enough people", page.QuerySelector("main")!.Words(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_gap_is_said_only_where_it_is_clear()
    {
        using var clear = await ResultsAsync(WithReported(24));
        using var unclear = await ResultsAsync(WithReported(17));

        Assert.Contains("The gap, reported minus observed, is +36 points", clear.Body!.Words(), StringComparison.Ordinal);
        Assert.Contains("Learners report more than managers see", clear.Body!.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("The gap", unclear.Body!.Words(), StringComparison.Ordinal);
        Assert.Contains("What managers see, and what learners report", unclear.Body!.Words(), StringComparison.Ordinal);

        static ProgramReport WithReported(int often) =>
            Report(Totals(Managers, Of(Audience.Learner, 60, 25, Department("Claims", 60, Counted(25, often)))), Program());
    }

    [Theory]
    [InlineData(14, 1, true)]
    [InlineData(9, 6, false)]
    public async Task Which_barrier_is_named_most_of_all_is_said_only_where_that_is_clear(int most, int second, bool isSaid)
    {
        var counted = Counted(25, 15);
        counted.BarrierNamed(1) = most;
        counted.BarrierNamed(0) = second;

        using var page = await ResultsAsync(Report(Totals(Of(Audience.Learner, 60, 25, Department("Claims", 60, counted))), Program()));

        Assert.Equal(isSaid, page.Body!.Words().Contains("most of all", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_a_target_changed_both_series_are_shown_and_neither_is_counted_anew()
    {
        var before = Samples.Program with
        {
            Outcomes = [Samples.CheckFacts with { TargetFrequency = Frequency.AlmostAlways }, Samples.ProtectData],
        };
        var versions = new[]
        {
            Program(before), Program(version: 2) with { SavedAt = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero) },
        };
        var managers = Of(
            Audience.Manager, 60, 7, Department("Claims", 30, Counted(10, 10)), Department("Legal", 30, Counted(12, 9), version: 2));

        using var page = await ResultsAsync(Report(Totals(managers), versions));

        var block = page.QuerySelectorAll("h4").Single(title => title.Words().Contains("target", StringComparison.Ordinal));
        Assert.Equal("With the target before target changed on 1 March 2027", block.Words());
        var observed = page.QuerySelectorAll("tr").Where(row => row.QuerySelector("th")?.Words() == "Observed by managers");
        Assert.Equal(["9 of 12", "0 of 10"], observed.Skip(1).Take(2).Select(row => row.QuerySelectorAll("td")[2].Words()));
    }

    [Fact]
    public async Task Agreement_is_marked_as_outside_of_the_promise_and_told_in_tens()
    {
        var steps = new int[25];
        (steps[18], steps[23], steps[3]) = (37, 20, 9);
        var totals = Totals(Managers) with { Pairs = [new(MainWave, Day, 66, steps)] };

        using var off = await ResultsAsync(Report(totals, Program()));
        using var on = await ResultsAsync(Report(totals, Program(Samples.Program with { Agreement = true })));

        Assert.DoesNotContain("kappa", off.Body!.Words(), StringComparison.Ordinal);
        var words = on.Body!.Words();
        Assert.Contains("In about 60 pairs of answers, about 60 % chose the same frequency", words, StringComparison.Ordinal);
        Assert.Contains("outside of what people are promised", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_listed_by_round_the_latest_first_and_no_day_is_told()
    {
        CommentRound[] comments = [Round(2, "second", "help"), Round(1, "first", null)];

        using var page = await ResultsAsync(Report(Totals(Managers), Program()), comments: comments);
        var claims = new GroupFilter(MainWave, Kind: GroupKind.Department, Name: "Claims");
        using var ofGroup = await ResultsAsync(Report(Totals(Managers), Program()), claims);

        var managers = page.QuerySelectorAll("h3").Single(title => title.Words() == "Managers").ParentElement!;
        Assert.Equal(
            "Managers|Examples of the behavior|second|Examples of the behavior, earlier|first|What they will do to help|help",
            string.Join('|', managers.Children.Select(part => part.Words())));
        Assert.DoesNotContain("2031", page.Body!.Words(), StringComparison.Ordinal);
        var learners = page.QuerySelectorAll("h3").Single(title => title.Words() == "Learners").ParentElement!;
        Assert.Equal("Not enough people yet; next count on Monday, 7 December.", learners.LastElementChild!.Words());
        Assert.Empty(ofGroup.QuerySelectorAll("blockquote"));

        static CommentRound Round(int number, string example, string? help)
        {
            var day = new DateTimeOffset(2031, 5, 1, 0, 0, 0, TimeSpan.Zero);
            return new(MainWave, Audience.Manager, number, day, day, [example], help is null ? [] : [help]);
        }
    }

    [Fact]
    public async Task What_was_remembered_is_not_called_a_baseline_and_nothing_says_before_the_training()
    {
        var counted = Counted(25, 15);
        (counted.SinceCompletion(0)[0], counted.SinceCompletion(0)[1]) = (20, 8);
        var group = Department("Claims", 60, counted);
        group = group with { Tallies = [group.Tallies[0] with { HasEarlier = true }] };

        using var page = await ResultsAsync(Report(Totals(Of(Audience.Manager, 60, 7, group)), Program()));

        var words = page.Body!.Words();
        Assert.Contains(
            "Against what was remembered on the day of completion, of those who answered both times: observed +40 points",
            words,
            StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)baseline|before the training", words);
    }

    [Fact]
    public async Task At_least_half_is_shown_only_where_the_program_asks_for_it_and_as_secondary()
    {
        using var off = await ResultsAsync(Report(Totals(Managers), Program()));
        using var on = await ResultsAsync(Report(Totals(Managers), Program(Samples.Program with { AtLeastHalf = true })));

        Assert.DoesNotContain("at least half", off.Body!.Words(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Secondary: at least half of the behaviors at target", on.Body!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_yet_is_the_same_page_whatever_waits()
    {
        using var page = await ResultsAsync(Report(Totals(), Program()), comments: []);

        Assert.Equal("What managers saw: not enough people yet; next count on Monday, 7 December", page.Title());
        Assert.Equal(["Not enough people yet; next count on Monday, 7 December"], page.Row("Claims"));
    }
}
