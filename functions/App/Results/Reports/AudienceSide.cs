using Followup.Results.Rounds;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>What is known of one audience of a group.</summary>
/// <param name="Tallies">By wording; empty where nothing is told.</param>
/// <param name="Asked">Null where nothing is told.</param>
/// <param name="Answered">Counted and waiting; null where that is not set against who was asked.</param>
/// <param name="Why">Why nothing is told; null where something is.</param>
internal sealed record AudienceSide(
    Audience Audience, IReadOnlyList<WordingTally> Tallies, Asked? Asked, int? Answered, NotTold? Why, bool MayHaveFunnel)
{
    public IReadOnlyList<DateOnly> Days { get; init; } = [];

    public long Sum(AnswerCount count) => Tallies.Sum(tally => tally.Tally[count]);
}
