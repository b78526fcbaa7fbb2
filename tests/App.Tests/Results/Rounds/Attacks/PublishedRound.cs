using Followup.Results.Rounds;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>What an attacker has of a round.</summary>
/// <param name="New">Who took part for the first time: their names, and of insiders what they answered.</param>
/// <param name="Counted">How many answers were counted.</param>
/// <param name="Yes">How many of them said yes.</param>
internal sealed record PublishedRound(IReadOnlyList<FinalAnswer> New, int Counted, int Yes)
{
    public static IReadOnlyList<PublishedRound> Of(IEnumerable<HeldRound> held) =>
    [
        .. held.Select(one => new PublishedRound(
            one.New, (int)one.Round.Counted[AnswerCount.Answers], (int)one.Round.Counted[AnswerCount.AtLeastHalf])),
    ];

    /// <summary>Rounds of the same new answers by a looser rule.</summary>
    /// <param name="erasedAfter">Of an erased answer, the round after which it was.</param>
    public static IReadOnlyList<PublishedRound> Of(
        IEnumerable<IReadOnlyList<FinalAnswer>> batches, LooseRule rule, int seed, IReadOnlyDictionary<string, int>? erasedAfter = null)
    {
        var random = new Random(seed);
        List<FinalAnswer> waiting = [];
        List<PublishedRound> rounds = [];
        foreach (var (round, batch) in batches.Index())
        {
            waiting.RemoveAll(answer => erasedAfter?.GetValueOrDefault(answer.Response, int.MaxValue) < round);
            List<FinalAnswer> left = [], counted = [];
            foreach (var answer in waiting.Concat(batch).OrderBy(_ => random.Next()))
            {
                var isOther = !rule.OfDifferentPeople || left.TrueForAll(other => other.Person != answer.Person);
                (left.Count < rule.Waiting && isOther ? left : counted).Add(answer);
            }
            waiting = left;
            rounds.Add(new(batch, counted.Count, counted.Count(answer => answer.IsYes())));
        }
        return rounds;
    }
}

/// <summary>A rule that lacks what the proof needs.</summary>
internal sealed record LooseRule(int Waiting, bool OfDifferentPeople = true, bool ErasedAreDropped = false)
{
    public static readonly LooseRule Product = new(ReleaseRule.Waiting);
}
