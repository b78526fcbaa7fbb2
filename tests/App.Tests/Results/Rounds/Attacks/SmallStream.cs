using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>Answers of one stream as the product gets them: the n-th batch is final before the n-th round day.</summary>
internal static class SmallStream
{
    public static readonly LocalDate FirstRound = new(2026, 1, 5);

    public static readonly StreamKey Learners = new("P42D", Audience.Learner, "w", CountsIn.Everybody, "", HasEarlier: false);
    public static readonly StreamKey Managers = Learners with { Audience = Audience.Manager };

    public static LocalDate DayOf(int round) => FirstRound.PlusWeeks(round);

    /// <param name="isYes">The one thing that is asked.</param>
    public static FinalAnswer Answer(StreamKey stream, int round, string response, string person, string learner, bool isYes) => new(
        stream, response, 1, person, learner, stream.Group, RoundCalendar.CutoffOf(DayOf(round)).AddDays(-1), TallyOf(isYes));

    public static Tally TallyOf(bool isYes)
    {
        var tally = new Tally(1);
        tally[AnswerCount.Answers] = 1;
        tally[AnswerCount.Known] = 1;
        if (isYes) tally[AnswerCount.AtLeastHalf] = 1;
        return tally;
    }

    public static bool IsYes(this FinalAnswer answer) => answer.Tally[AnswerCount.AtLeastHalf] == 1;

    /// <summary>A batch of learners, each of whom answers once; the first ones say yes.</summary>
    public static IEnumerable<FinalAnswer> Batch(int round, int people, int yes) =>
        from i in Enumerable.Range(0, people)
        let name = $"{round}-{i}"
        select Answer(Learners, round, $"response {name}", name, name, i < yes);

    /// <summary>A batch of managers' answers, each about a learner of its own.</summary>
    /// <param name="counts">How many each manager gives.</param>
    public static IEnumerable<FinalAnswer> Batch(int round, int[] counts, Func<int, int, bool> isYes) =>
        from manager in Enumerable.Range(0, counts.Length)
        from i in Enumerable.Range(0, counts[manager])
        let name = $"{round}-{manager}-{i}"
        select Answer(Managers, round, $"response {name}", $"manager {manager}", name, isYes(manager, i));

    /// <summary>The rounds of all batches.</summary>
    public static IReadOnlyList<HeldRound> Hold(string lotKey, IReadOnlyCollection<FinalAnswer> answers, int rounds)
    {
        var product = new ProductRounds(lotKey);
        product.HoldWeekly(FirstRound, DayOf(rounds - 1), answers);
        return product.Of(answers.First().Stream);
    }
}
