using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Rows;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Organization;

namespace Followup.Tests.Results.Counts;

public sealed class CountingTests
{
    private const Audience Learner = Audience.Learner, Manager = Audience.Manager;

    [Fact]
    public void Answers_are_counted_by_step_and_those_who_could_not_tell_apart()
    {
        var tally = Only(
        [
            Completed(Said(Frequency.Often, null)),
            Completed(Said(Frequency.Often, Frequency.Rarely)),
            Completed(),
        ]);

        Assert.Equal([0, 0, 0, 2, 0, 0], tally.Distribution(Learner, 0));
        Assert.Equal([0, 1, 0, 0, 0, 1], tally.Distribution(Learner, 1));
        Assert.Equal((3, 3), (tally[Learner, FunnelStep.Completed], tally[Learner, FunnelStep.Sent]));
        Assert.Equal((2, 1), (tally[Learner, AnswerCount.Answers], tally[Learner, FunnelStep.Closed]));
        Assert.Equal(0, tally[Manager, AnswerCount.Answers]);
    }

    [Theory] // targets are often and almost always
    [InlineData(Frequency.Often, Frequency.Rarely, 1, 1)] // one of two is half
    [InlineData(Frequency.Rarely, Frequency.Rarely, 1, 0)]
    [InlineData(null, Frequency.AlmostAlways, 1, 1)] // one of one
    [InlineData(null, Frequency.Often, 1, 0)]
    [InlineData(null, null, 0, 0)] // missing is never zero
    public void The_headline_asks_for_at_least_half_of_what_could_be_told(
        Frequency? first, Frequency? second, int known, int atLeastHalf)
    {
        var tally = Only([Completed(manager: Said(first, second))]);

        Assert.Equal((known, atLeastHalf), (tally[Manager, AnswerCount.Known], tally[Manager, AnswerCount.AtLeastHalf]));
    }

    [Fact]
    public void A_pair_is_both_about_the_same_completion()
    {
        var tally = Only(
        [
            Completed(learner: Said(Frequency.Often, null), manager: Said(Frequency.Rarely, Frequency.Often)),
            Completed(learner: Said(Frequency.Often, null)),
            Completed(manager: Said(Frequency.Often, null)),
        ]);

        Assert.Equal(1, tally.BothAnswered);
        var expected = new int[25];
        expected[(int)Frequency.Often * Agreement.Steps + (int)Frequency.Rarely] = 1;
        Assert.Equal(expected, tally.PairTable(0));
        Assert.Equal(new int[25], tally.PairTable(1));
    }

    [Fact]
    public void Change_is_counted_of_those_who_answered_then_and_now()
    {
        var program = Definition with { Waves = ["P0D", "P42D"] };
        Completed[] completions =
        [
            // reached the target of the one behavior, lost that of the other
            With(then: Said(Frequency.Rarely, Frequency.AlmostAlways), now: Said(Frequency.Often, Frequency.Often)),
            // reached neither; the other behavior was not known then
            With(then: Said(Frequency.Rarely, null), now: Said(Frequency.Sometimes, Frequency.Often)),
            With(then: Said(Frequency.Rarely, Frequency.Rarely), now: null),
            With(then: null, now: Said(Frequency.Often, Frequency.Often)),
        ];

        var sixWeeks = Count(completions, program).Single(wave => wave.Wave == "P42D");

        var tally = Assert.Single(sixWeeks.Cells).Tally;
        Assert.Equal(2, tally[Learner, AnswerCount.AnsweredThenToo]);
        Assert.Equal([2, 1, 0], tally.SinceBaseline(Learner, 0));
        Assert.Equal([1, 0, 1], tally.SinceBaseline(Learner, 1));

        static Completed With(Answers? then, Answers? now)
        {
            var byWave = new Dictionary<(string, Audience), Answers?> { [("P0D", Learner)] = then, [("P42D", Learner)] = now };
            return new("2026-01", "Claims", "Handler", byWave);
        }
    }

    [Fact]
    public void Barriers_are_counted_once_a_learner()
    {
        var tally = Only(
        [
            Completed(Said(Frequency.Rarely, null, "tools", "no-time")),
            Completed(Said(Frequency.Rarely, null, "tools")),
        ]);

        Assert.Equal([1, 0, 2], [tally.BarrierNamed(0), tally.BarrierNamed(1), tally.BarrierNamed(2)]);
    }

    [Fact]
    public void Cells_are_departments_and_roles_in_order()
    {
        Completed[] completions =
            [Completed(department: "Sales"), Completed(department: ""), Completed(role: "Lead"), Completed()];

        var cells = Assert.Single(Count(completions)).Cells;

        Assert.Equal(
            [("", "Handler"), ("Claims", "Handler"), ("Claims", "Lead"), ("Sales", "Handler")],
            cells.Select(cell => (cell.Department, cell.Role)));
    }

    [Fact]
    public void What_was_counted_by_another_wording_keeps_what_is_still_asked()
    {
        var counted = Only([Completed(Said(Frequency.Often, Frequency.Rarely))]);

        var tally = counted.For(["check-facts", "protect-data"], ["new", "protect-data"]);

        Assert.Equal(2, tally.Outcomes);
        Assert.Equal(new int[6], tally.Distribution(Learner, 0));
        Assert.Equal([0, 1, 0, 0, 0, 0], tally.Distribution(Learner, 1));
        Assert.Equal(1, tally[Learner, AnswerCount.Answers]);
    }

    [Fact]
    public void Comments_are_kept_without_who_wrote_them_or_when()
    {
        var learner = Said(Frequency.Often, null) with { Example = " Zeroed in on a source. ", Help = "More time." };
        var manager = Said(null, null) with { Example = "Asked a peer.", Help = "  " };

        var comments = Assert.Single(Count([Completed(learner), Completed(manager: manager)])).Comments;

        Assert.Equal(
            [
                new(Manager, CommentKind.Example, "Asked a peer."),
                new(Learner, CommentKind.Help, "More time."),
                new(Learner, CommentKind.Example, "Zeroed in on a source."),
            ],
            comments);
    }

    /// <summary>The tally of completions that are all of one month, department and role.</summary>
    private static Tally Only(IReadOnlyList<Completed> completions) =>
        Assert.Single(Assert.Single(Count(completions)).Cells).Tally;
}
