using Followup.Results.Rounds;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// The step of the proof, on the product: two people of a batch are exchanged wholly, with what they answered and how their lots fall, and
/// everything told of all rounds stays as it was. The lot goes by the response's key, so each gets the other's key.
/// </summary>
public sealed class SwapTests
{
    private const int Seeds = 20;
    private static readonly int[] Batches = [ReleaseRule.First, ReleaseRule.New, ReleaseRule.New + 1, ReleaseRule.New];

    [Fact]
    public void All_that_is_told_stays_where_two_learners_of_a_batch_are_swapped()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var answers = Varied(Batches.SelectMany((people, round) => SmallStream.Batch(round, people, 0)), seed);
            var told = Told(seed, answers);
            foreach (var (one, other) in PairsOf(answers)) Assert.Equal(told, Told(seed, Swapped(answers, one, other)));
        }
    }

    /// <summary>Who waits is another person then, and so is who was counted: the swap is none of names alone.</summary>
    [Fact]
    public void Who_waits_is_the_other_then()
    {
        var answers = Varied(SmallStream.Batch(0, ReleaseRule.First, 0), seed: 0);
        var waits = SmallStream.Hold("lot", answers, rounds: 1)[0].Waiting;
        var one = answers.First(answer => waits.Any(place => place.Person == answer.Person));
        var other = answers.First(answer => waits.All(place => place.Person != answer.Person));

        var swapped = SmallStream.Hold("lot", Swapped(answers, one, other), rounds: 1)[0].Waiting;

        Assert.Contains(swapped, place => place.Person == other.Person);
        Assert.DoesNotContain(swapped, place => place.Person == one.Person);
    }

    /// <summary>Two answers of one manager; and two managers with one answer each, for people with more go other ways later.</summary>
    [Fact]
    public void All_that_is_told_stays_where_answers_of_managers_are_swapped()
    {
        int[][] batches =
        [
            [4, 3, 2, 1, 1],
            [2, 2, 1, 0, 0, 1, 1, 1],
            [2, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1],
        ];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var answers = Varied(batches.SelectMany((counts, round) => SmallStream.Batch(round, counts, (_, _) => false)), seed);
            var often = answers.CountBy(answer => answer.Person).Where(person => person.Value > 1).Select(person => person.Key).ToHashSet();
            var told = Told(seed, answers);
            var pairs = PairsOf(answers).Where(pair =>
                pair.One.Person == pair.Other.Person || !often.Contains(pair.One.Person) && !often.Contains(pair.Other.Person));
            foreach (var (one, other) in pairs) Assert.Equal(told, Told(seed, Swapped(answers, one, other)));
        }
    }

    /// <summary>Without this the tests above could not fail: the same swap of what was answered, and lots as they were.</summary>
    [Fact]
    public void Something_changes_where_only_answers_are_swapped()
    {
        var answers = Varied(SmallStream.Batch(0, ReleaseRule.First, 0), seed: 0);
        var waiting = SmallStream.Hold("lot", answers, rounds: 1)[0].Waiting;
        var waits = answers.First(answer => answer.Response == waiting[0].Response);
        var counted = answers.First(answer => waiting.All(place => place.Response != answer.Response));

        FinalAnswer[] swapped =
            [.. answers.Except([waits, counted]), waits with { Tally = counted.Tally }, counted with { Tally = waits.Tally }];

        Assert.NotEqual(TextOf(SmallStream.Hold("lot", answers, 1)), TextOf(SmallStream.Hold("lot", swapped, 1)));
    }

    /// <summary>Each answer its own, over all that is counted.</summary>
    private static List<FinalAnswer> Varied(IEnumerable<FinalAnswer> answers, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. answers.Select(answer =>
            {
                var tally = new Tally(2);
                for (var i = 1; i < tally.Counts.Length; i++) tally.Counts[i] = random.Next(1_000_000);
                tally[AnswerCount.Answers] = 1;
                return answer with { Tally = tally };
            }),
        ];
    }

    private static IEnumerable<(FinalAnswer One, FinalAnswer Other)> PairsOf(IReadOnlyList<FinalAnswer> answers) =>
        from one in answers
        from other in answers
        where one.FinalAt == other.FinalAt && string.CompareOrdinal(one.Response, other.Response) < 0
        select (one, other);

    private static List<FinalAnswer> Swapped(IEnumerable<FinalAnswer> answers, FinalAnswer one, FinalAnswer other) =>
    [
        .. answers.Except([one, other]),
        one with { Response = other.Response, Tally = other.Tally },
        other with { Response = one.Response, Tally = one.Tally },
    ];

    private static string Told(int seed, IReadOnlyCollection<FinalAnswer> answers)
    {
        var held = SmallStream.Hold($"lot {seed}", answers, Batches.Length);
        Assert.True(held.Count >= 3);
        return TextOf(held);
    }

    private static string TextOf(IEnumerable<HeldRound> held) => string.Join('\n', held.Select(one => one.Round).Select(round =>
        $"{round.Stream.Id} {round.Number} {round.Day} {round.Waiting}: {string.Join(' ', round.Counted.Counts)}"));
}
