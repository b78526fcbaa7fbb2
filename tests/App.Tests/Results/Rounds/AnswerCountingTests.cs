using Followup.Programs;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Results.Rounds;

public sealed class AnswerCountingTests
{
    private static readonly ProgramDefinition Asked = Samples.Program;

    [Fact]
    public void Answers_are_counted_by_step_and_those_who_could_not_tell_apart()
    {
        var tally = Tally.Sum(2, [Of(Said(Frequency.Often, null)), Of(Said(Frequency.Often, Frequency.Rarely))]);

        Assert.Equal([0, 0, 0, 2, 0, 0], tally.Distribution(0));
        Assert.Equal([0, 1, 0, 0, 0, 1], tally.Distribution(1));
        Assert.Equal((2, 2), (tally[AnswerCount.Answers], tally[AnswerCount.Known]));
    }

    [Theory] // targets are often and almost always
    [InlineData(Frequency.Often, Frequency.Rarely, 1, 1, 1260)] // one of two is half
    [InlineData(Frequency.Rarely, Frequency.Rarely, 1, 0, 0)]
    [InlineData(null, Frequency.AlmostAlways, 1, 1, 2520)] // one of one
    [InlineData(null, Frequency.Often, 1, 0, 0)]
    [InlineData(null, null, 0, 0, 0)] // missing is never zero
    public void A_share_is_of_what_could_be_told(Frequency? first, Frequency? second, int known, int atLeastHalf, int share)
    {
        var tally = Of(Said(first, second));

        Assert.Equal((known, atLeastHalf), (tally[AnswerCount.Known], tally[AnswerCount.AtLeastHalf]));
        Assert.Equal((share, (long)share * share), (tally[AnswerCount.SumOfShares], tally[AnswerCount.SumOfSquares]));
    }

    [Fact]
    public void Change_is_counted_of_behaviors_that_were_known_then_and_now()
    {
        var now = Said(Frequency.Often, Frequency.Often);

        var tally = Tally.Sum(
            2,
            [
                // reached the target of the one behavior, lost that of the other
                AnswerCounting.Of(Asked, now, Said(Frequency.Rarely, Frequency.AlmostAlways)),
                // not known then
                AnswerCounting.Of(Asked, Said(Frequency.Sometimes, Frequency.Often), Said(Frequency.Rarely, null)),
                AnswerCounting.Of(Asked, now, null),
            ]);

        Assert.Equal([2, 1, 0], tally.SinceCompletion(0));
        Assert.Equal([1, 0, 1], tally.SinceCompletion(1));
    }

    [Fact]
    public void Barriers_are_counted_once_an_answer()
    {
        var tally = Tally.Sum(
            2, [Of(Said(Frequency.Rarely, null, "tools", "no-time")), Of(Said(Frequency.Rarely, null, "tools"))]);

        Assert.Equal([1, 0, 2], [tally.BarrierNamed(0), tally.BarrierNamed(1), tally.BarrierNamed(2)]);
    }

    [Fact]
    public void One_frequency_for_all_behaviors_is_kept_apart()
    {
        var tally = Of(Said(Frequency.Often, Frequency.Often) with { OneForAll = true });

        Assert.Equal(1, tally[AnswerCount.OneForAll]);
        Assert.Equal([0, 0, 0, 1, 0, 0], tally.OneForAllSteps);
    }

    private static Tally Of(Answers answers) => AnswerCounting.Of(Asked, answers, null);

    private static Answers Said(Frequency? first, Frequency? second, params string[] barriers) =>
        new([new("check-facts", first), new("protect-data", second)], barriers);
}
