namespace Followup.Results.Rounds;

/// <summary>Who was asked, and can answer no more, by the day of a round: it is known to HR, and looks at no answer.</summary>
/// <param name="People">Invitations that were mailed and have closed; those that were not theirs to answer are left out.</param>
/// <param name="Squares">The sum of the squares of how many of these each person got: how unevenly answers cluster.</param>
/// <param name="Answering">Different people whose answers were counted or wait.</param>
/// <param name="Funnel">Counts by <see cref="Counts.FunnelStep"/>; empty for a group.</param>
public sealed record Asked(int People = 0, long Squares = 0, int Answering = 0, IReadOnlyList<int>? Funnel = null);
