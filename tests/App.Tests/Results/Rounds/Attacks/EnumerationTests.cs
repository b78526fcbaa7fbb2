using Followup.Results.Rounds;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>Two insiders against every world of a stream of learners, each of whom answers once.</summary>
public sealed class EnumerationTests
{
    private static readonly int[] Batches = [ReleaseRule.First, ReleaseRule.New, ReleaseRule.New, ReleaseRule.New, ReleaseRule.New];

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Nobody_is_determined_where_three_wait(int rounds, int views) =>
        Assert.Equal(new(0, views), new Enumeration(Batches[..rounds], ReleaseRule.Waiting).AttackByAllPairs());

    public static TheoryData<int, int> Rounds => Effort.IsLong
        ? new() { { 1, 24 }, { 2, 432 }, { 3, 5_184 }, { 4, 51_840 }, { 5, 466_560 } }
        : new() { { 1, 24 }, { 2, 432 }, { 3, 5_184 }, { 4, 51_840 } };

    /// <summary>Without this the test above could not fail.</summary>
    [Theory]
    [MemberData(nameof(Loosened))]
    public void Somebody_is_where_fewer_wait(int waiting, int rounds, int forced, int views) =>
        Assert.Equal(new(forced, views), new Enumeration(Batches[..rounds], waiting).AttackByAllPairs());

    public static TheoryData<int, int, int, int> Loosened => Effort.IsLong
        ? new() { { 2, 5, 16_900, 544_320 }, { 1, 5, 167_754, 603_210 }, { 0, 5, 431_264, 493_344 } }
        : new() { { 2, 3, 268, 6_048 }, { 1, 3, 1_738, 6_618 }, { 0, 3, 3_960, 5_556 } };

    [Fact]
    public void What_two_linked_questions_say_does_not_follow_either()
    {
        Assert.Equal(new(0, 11_907), new Enumeration(Batches[..2], ReleaseRule.Waiting, answers: 3).AttackByAllPairs());
        Assert.Equal(new(702, 15_876), new Enumeration(Batches[..2], ReleaseRule.Waiting - 1, answers: 3).AttackByAllPairs());
    }

    /// <summary>What is told of a round is told of five people at least.</summary>
    [Fact]
    public void Each_round_counts_five()
    {
        Assert.Equal(5, ReleaseRule.First - ReleaseRule.Waiting);
        Assert.Equal(5, ReleaseRule.New);
    }

    /// <summary>The enumeration is of the product's rounds: over many lots they come to all that it says, and to nothing else.</summary>
    [Theory]
    [InlineData(4, 2)]
    [InlineData(8, 0)]
    [InlineData(1, 5)]
    public void The_products_rounds_are_the_enumerated_ones(int yesOfFirst, int yesOfSecond)
    {
        var model = new Enumeration(Batches[..2], ReleaseRule.Waiting);
        FinalAnswer[] answers =
            [.. SmallStream.Batch(0, ReleaseRule.First, yesOfFirst), .. SmallStream.Batch(1, ReleaseRule.New, yesOfSecond)];
        var saidYes = answers.Where(answer => answer.IsYes()).Select(answer => answer.Response).ToHashSet();

        var enumerated = model.RunsOf([Packed(ReleaseRule.First, yesOfFirst), Packed(ReleaseRule.New, yesOfSecond)]);
        var drawn = Enumerable.Range(0, 2_000).Select(seed => SmallStream.Hold($"lot {seed}", answers, rounds: 2).Select(CountsOf));

        Assert.Equal(enumerated.Select(Text).ToHashSet(), drawn.Select(Text).ToHashSet());

        (int Counted, int Waiting) CountsOf(HeldRound held)
        {
            var (counted, yes) = (held.Round.Counted[AnswerCount.Answers], held.Round.Counted[AnswerCount.AtLeastHalf]);
            var yesWaiting = held.Waiting.Count(place => saidYes.Contains(place.Response!));
            return (Packed((int)counted, (int)yes), Packed(held.Waiting.Count, yesWaiting));
        }

        static int Packed(int people, int yes) => yes << 4 | (people - yes);

        static string Text(IEnumerable<(int, int)> run) => string.Join(' ', run);
    }
}
