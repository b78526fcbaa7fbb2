using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// The same attack as <see cref="IntegerProgramTests"/> on looser rules finds somebody: without that it could pass because it finds nobody
/// ever. The new answers of each round of learners are the product's, of a simulated company; who waits is drawn by the looser rule.
/// </summary>
public sealed class TeethTests
{
    private const int Lots = 100;

    private static readonly Lazy<List<IReadOnlyList<FinalAnswer>[]>> Departments = new(() => OfLearners());

    [Fact]
    public void Somebody_is_determined_where_two_wait() => Assert.True(IsAnyDetermined(new(Waiting: 2), Departments.Value));

    [Fact]
    public void Somebody_is_determined_where_any_three_answers_wait() =>
        Assert.True(IsAnyDetermined(new(Waiting: 3, OfDifferentPeople: false), OfManagers()));

    [Fact]
    public void Somebody_is_determined_where_an_erased_answer_that_waits_is_dropped() =>
        Assert.True(IsAnyDetermined(new(Waiting: 3, ErasedAreDropped: true), Departments.Value));

    [Fact]
    public void Nobody_is_where_nothing_is_loosened()
    {
        Assert.False(IsAnyDetermined(LooseRule.Product, Departments.Value, lots: 5));
        Assert.False(IsAnyDetermined(LooseRule.Product, OfManagers()));
    }

    [Fact]
    public void Somebody_is_determined_where_answers_are_told_by_role_too()
    {
        var determined = 0;
        for (var seed = 0; seed < 40 && determined == 0; seed++)
        {
            var company = new SimulatedCompany(new(60, 0, seed, Part: 0.9, Yes: 0.9, Departments: 3, IsLarge: true));
            var product = new ProductRounds($"lot {seed}");
            product.HoldWeekly(SmallStream.FirstRound, SmallStream.DayOf(70), company.Answers);
            var first = product.Streams.Select(stream => stream[0]).Where(held => held.Round.Stream.Audience == Audience.Learner).ToList();
            var insiders = company.Answers.Where(answer => answer.Stream.Audience == Audience.Learner && !answer.IsYes()).Take(2);
            determined += SecondPartition.Determined(first, company.RoleOf, insiders.Select(answer => answer.Person).ToHashSet());
        }
        Assert.NotEqual(0, determined);
    }

    private static bool IsAnyDetermined(LooseRule rule, List<IReadOnlyList<FinalAnswer>[]> streams, int lots = Lots)
    {
        for (var lot = 0; lot < lots; lot++)
        {
            foreach (var batches in streams)
            {
                var random = new Random(lot);
                // somebody of the first batch is erased before the next round
                var erased = new Dictionary<string, int>();
                if (batches.Length > 1) erased[batches[0][random.Next(batches[0].Count)].Response] = 0;
                var rounds = PublishedRound.Of(batches, rule, lot, erased);
                foreach (var insiders in Insiders.PairsOf(rounds, random))
                {
                    if (new IntegerProgram(rounds, insiders, rule, erased).Attack().Determined.Count > 0) return true;
                }
            }
        }
        return false;
    }

    private static List<IReadOnlyList<FinalAnswer>[]> OfLearners()
    {
        var year = new CompanyYear(new(600, 40, Seed: 3, Part: 0.7, Yes: 0.9, IsLarge: true));
        return
        [
            .. year.Product.Streams
                .Where(stream => stream[0].Round.Stream is { Audience: Audience.Learner, CountsIn: CountsIn.Department })
                .Select(stream => stream.Select(held => held.New).ToArray()),
        ];
    }

    private static List<IReadOnlyList<FinalAnswer>[]> OfManagers()
    {
        var random = new Random(0);
        return [[Batch(0, 3, 3, 2), Batch(1, 2, 2, 1)], [Batch(0, 4, 3, 1), Batch(1, 2, 1, 2)]];

        IReadOnlyList<FinalAnswer> Batch(int round, params int[] counts) =>
            [.. SmallStream.Batch(round, counts, (_, _) => random.NextDouble() < 0.8)];
    }
}
