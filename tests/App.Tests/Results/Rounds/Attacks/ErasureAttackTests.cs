using Followup.Results.Rounds;
using Followup.Rows;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>Two insiders who know that somebody was erased.</summary>
public sealed class ErasureAttackTests
{
    private static readonly int[] Batches = [ReleaseRule.First, ReleaseRule.New, ReleaseRule.New];

    [Theory]
    [InlineData(2, 432)]
    [InlineData(3, 5_184)]
    public void Nobody_is_determined_where_an_erased_answer_keeps_its_place(int rounds, int views) =>
        Assert.Equal(new(0, views), new ErasedAnswer(Batches[..rounds], ReleaseRule.Waiting, ErasureRule.KeepPlace).AttackByAllPairs());

    [Fact]
    public void Nor_where_batches_are_larger() =>
        Assert.Equal(new(0, 588), new ErasedAnswer([9, 6], ReleaseRule.Waiting, ErasureRule.KeepPlace).AttackByAllPairs());

    /// <summary>Without this the tests above could not fail.</summary>
    [Fact]
    public void Somebody_is_where_it_is_dropped_or_where_figures_follow()
    {
        Assert.Equal(new(154, 792), new ErasedAnswer([8, 5], 3, ErasureRule.Drop).AttackByAllPairs());
        Assert.Equal(new(730, 1_080), new ErasedAnswer([8, 5], 3, ErasureRule.Subtract).AttackByAllPairs());
    }

    [Fact]
    public void The_place_of_an_erased_answer_stays_empty_for_ever()
    {
        var product = new ProductRounds("lot");
        List<FinalAnswer> answers = [.. SmallStream.Batch(0, people: 8, yes: 4)];
        product.Hold(SmallStream.DayOf(0), answers);
        var gone = State(product).Waiting[1];

        answers.RemoveAll(answer => answer.Response == gone.Response);
        for (var round = 1; round < 30; round++)
        {
            answers.AddRange(SmallStream.Batch(round, people: 5, yes: 2));
            product.Hold(SmallStream.DayOf(round), answers);

            Assert.Equal(round + 1, State(product).Rounds);
            Assert.Single(State(product).Waiting, place => place == gone with { Response = null });
            Assert.Equal(2, State(product).Waiting.Count(place => place.Response is not null));
        }
    }

    /// <summary>Nothing is told, and the key of the response is kept no longer than to the next round day.</summary>
    [Fact]
    public void A_place_is_emptied_where_no_round_is_held()
    {
        var product = new ProductRounds("lot");
        List<FinalAnswer> answers = [.. SmallStream.Batch(0, people: 8, yes: 4)];
        product.Hold(SmallStream.DayOf(0), answers);

        answers.Clear();
        product.Hold(SmallStream.DayOf(1), answers);

        Assert.Equal(1, State(product).Rounds);
        Assert.All(State(product).Waiting, place => Assert.Null(place.Response));
    }

    /// <summary>The day of the move is the day on which the key goes.</summary>
    [Fact]
    public void A_place_is_emptied_on_the_very_day_on_which_a_group_moves_in()
    {
        var product = new ProductRounds("lot");
        var others = SmallStream.Learners with { CountsIn = CountsIn.Others };
        var small = others with { CountsIn = CountsIn.Department, Group = "small" };
        List<FinalAnswer> answers =
        [
            .. SmallStream.Batch(0, people: 8, yes: 4).Select(answer => answer with { Stream = others }),
            .. SmallStream.Batch(1, people: 2, yes: 1).Select(answer => answer with { Stream = small }),
        ];
        product.HoldWeekly(SmallStream.DayOf(0), SmallStream.DayOf(26), answers);
        Assert.Empty(product.States[others.Id].Moved);

        answers.RemoveAll(answer => answer.Stream == others);
        product.Hold(SmallStream.DayOf(27), answers);

        Assert.Single(product.States[others.Id].Moved);
        Assert.All(product.States[others.Id].Waiting, place => Assert.Null(place.Response));
    }

    [Fact]
    public void Where_all_three_are_erased_everybody_after_them_is_counted()
    {
        var product = new ProductRounds("lot");
        List<FinalAnswer> answers = [.. SmallStream.Batch(0, people: 8, yes: 4)];
        product.Hold(SmallStream.DayOf(0), answers);

        answers.Clear();
        answers.AddRange(SmallStream.Batch(1, people: 5, yes: 2));
        product.Hold(SmallStream.DayOf(1), answers);

        Assert.Equal([5, 5], product.Of(SmallStream.Learners).Select(held => held.Round.Counted[AnswerCount.Answers]));
    }

    /// <summary>A manager whose place is empty waits with it: another answer beside it would be a second of one person.</summary>
    [Fact]
    public void A_manager_with_an_empty_place_has_no_other_answer_that_waits()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var product = new ProductRounds($"lot {seed}");
            List<FinalAnswer> answers = [.. Managers(0, 4, 3, 1)];
            product.Hold(SmallStream.DayOf(0), answers);
            var gone = product.States[SmallStream.Managers.Id].Waiting.Single(place => place.Person == "manager 0");

            answers.RemoveAll(answer => answer.Response == gone.Response);
            for (var round = 1; round < 4; round++)
            {
                answers.AddRange(Managers(round, 4, 3, 1, 1, 1, 1));
                product.Hold(SmallStream.DayOf(round), answers);
                var places = product.States[SmallStream.Managers.Id].Waiting;
                Assert.Null(Assert.Single(places, place => place.Person == "manager 0").Response);
            }
        }
    }

    private static StreamState State(ProductRounds product) => product.States[SmallStream.Learners.Id];

    private static IEnumerable<FinalAnswer> Managers(int round, params int[] counts) =>
        SmallStream.Batch(round, counts, (manager, i) => (manager + i) % 2 == 0);
}
