using Followup.Results.Rounds;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>Two insiders against every world of a stream of managers, who answer about several reports each.</summary>
public sealed class SeveralAnswersTests
{
    [Theory]
    [MemberData(nameof(Streams))]
    public void Nobody_is_determined_where_three_people_wait(int[][] batches, int views)
    {
        var verdict = new SeveralAnswers(batches, ReleaseRule.Waiting, ofDifferentPeople: true).AttackByAllPairs();

        Assert.Equal(0, verdict.Forced);
        if (views > 0) Assert.Equal(views, verdict.Views);
    }

    /// <summary>Managers by column; how many views there are, where it was reckoned elsewhere too.</summary>
    public static TheoryData<int[][], int> Streams => Effort.IsLong ? Long : Short;

    private static TheoryData<int[][], int> Short => new()
    {
        { [[3, 3, 2]], 140 },
        { [[4, 3, 1]], 114 },
        { [[3, 3, 1, 1]], 216 },
        { [[3, 3, 2], [2, 2, 1]], 4_008 },
        { [[3, 3, 2, 0], [2, 1, 0, 2]], 3_940 },
        { [[3, 2, 2, 1], [2, 2, 1, 0]], 5_656 },
    };

    private static TheoryData<int[][], int> Long => new()
    {
        { [[3, 2, 2, 1], [2, 1, 1, 1], [2, 1, 1, 1]], 0 },
        { [[3, 3, 2], [2, 2, 1], [2, 2, 1], [2, 2, 1]], 0 },
    };

    /// <summary>
    /// Who answers again may have an answer that waits already, and then no other can. Where few people are new in a round, so few others
    /// are left to wait that it tells who does: such rounds the product must not hold.
    /// </summary>
    [Theory]
    [MemberData(nameof(Narrow))]
    public void Rounds_in_which_few_people_answer_again_determine_nobody(int[][] batches)
    {
        FinalAnswer[] answers = [.. batches.SelectMany((counts, round) => Managers(round, counts))];
        if (SmallStream.Hold("lot", answers, batches.Length).Count < batches.Length) return;

        Assert.Equal(0, new SeveralAnswers(batches, ReleaseRule.Waiting, ofDifferentPeople: true).AttackBy(0, 1).Forced);
    }

    public static TheoryData<int[][]> Narrow => new()
    {
        { [[4, 2, 1, 1], [2, 2, 1, 0], [2, 2, 1, 0]] },
        { [[3, 1, 3, 1], [1, 2, 2, 0], [1, 2, 2, 0]] },
        { [[3, 3, 1, 1, 0], [2, 1, 0, 1, 1], [2, 1, 0, 1, 1]] },
    };

    /// <summary>The same on the product, by what it told, over lots: two managers, who said no throughout, and a third.</summary>
    [Fact]
    public void No_lot_of_the_product_determines_the_third_of_three_managers()
    {
        FinalAnswer[] answers =
        [
            .. SmallStream.Batch(0, [4, 2, 1, 1], (manager, _) => manager >= 2),
            .. SmallStream.Batch(1, [2, 2, 1], (manager, _) => manager >= 2),
            .. SmallStream.Batch(2, [2, 2, 1], (manager, _) => manager >= 2),
        ];
        for (var seed = 0; seed < 300; seed++)
        {
            var rounds = PublishedRound.Of(SmallStream.Hold($"lot {seed}", answers, rounds: 3));
            var found = new IntegerProgram(rounds, new HashSet<string> { "manager 0", "manager 1" }, LooseRule.Product).Attack();
            Assert.True(found.Determined.Count == 0, $"Lot {seed}: {string.Join(", ", found.Determined.Select(one => one.Response))}");
        }
    }

    /// <summary>Without this the test above could not fail.</summary>
    [Theory]
    [InlineData(3, false, 44, 204)]
    [InlineData(2, true, 42, 180)]
    [InlineData(1, true, 74, 178)]
    [InlineData(0, true, 80, 144)]
    public void Somebody_is_where_any_three_answers_wait_or_fewer_people(int waiting, bool ofDifferentPeople, int forced, int views) =>
        Assert.Equal(new(forced, views), new SeveralAnswers([[3, 3, 2]], waiting, ofDifferentPeople).AttackByAllPairs());

    [Fact]
    public void Over_two_rounds_any_three_answers_tell_more() =>
        Assert.Equal(new(2_344, 7_492), new SeveralAnswers([[3, 3, 2], [2, 2, 1]], 3, ofDifferentPeople: false).AttackByAllPairs());

    /// <summary>That who waits is of different people, <see cref="ProductRounds"/> checks of each round.</summary>
    [Fact]
    public void The_product_lets_no_two_answers_of_a_manager_wait()
    {
        var waited = new HashSet<string>();
        for (var seed = 0; seed < 500; seed++)
        {
            FinalAnswer[] answers = [.. Managers(0, 20, 19, 1), .. Managers(1, 20, 19, 1), .. Managers(2, 2, 2, 1, 1, 1, 1)];
            var held = SmallStream.Hold($"lot {seed}", answers, rounds: 3);
            Assert.Equal(3, held.Count);
            waited.UnionWith(held.SelectMany(round => round.Waiting).Select(place => place.Response!));
        }

        // the lot goes over all of them, those that waited and those that are new
        Assert.Equal(88, waited.Count);
    }

    [Theory]
    [InlineData(true, 4, 3, 1)] // half of them is not more than half
    [InlineData(false, 5, 3, 1)]
    [InlineData(false, 4, 4)] // two managers
    [InlineData(false, 3, 3, 1)] // about seven people
    public void A_round_is_of_three_managers_none_with_more_than_half(bool isHeld, params int[] counts) =>
        Assert.Equal(isHeld ? 1 : 0, SmallStream.Hold("lot", [.. Managers(0, counts)], rounds: 1).Count);

    /// <summary>Those who wait do not make a round: that would tell who they are.</summary>
    [Theory]
    [InlineData(true, 1, 1, 1, 1, 1, 1)] // six managers: it goes on
    [InlineData(true, 3, 3, 2)] // three about eight people: it begins anew
    [InlineData(false, 2, 1, 1, 1, 1)] // five
    [InlineData(false, 3, 3, 1)]
    [InlineData(false, 4, 4)]
    [InlineData(false, 5, 2, 1)]
    public void Whether_a_later_round_is_held_goes_by_the_new_answers_alone(bool isHeld, params int[] counts)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            FinalAnswer[] answers = [.. Managers(0, 3, 3, 2), .. Managers(1, counts)];
            Assert.Equal(isHeld ? 2 : 1, SmallStream.Hold($"lot {seed}", answers, rounds: 2).Count);
        }
    }

    private static IEnumerable<FinalAnswer> Managers(int round, params int[] counts) =>
        SmallStream.Batch(round, counts, (manager, i) => (manager + i) % 2 == 0);
}
