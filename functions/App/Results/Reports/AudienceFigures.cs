using Followup.Results.Figures;

namespace Followup.Results.Reports;

/// <summary>What one audience did with what it was asked, as of its last round.</summary>
/// <param name="Counted">Answers that are counted in the figures.</param>
/// <param name="Waiting">Answers drawn by lot that are counted next time, and places of erased ones.</param>
/// <param name="Asked">Whose invitation was mailed and has closed; null where some days were chosen.</param>
/// <param name="People">Different managers among those counted and waiting; null for learners, and where some days were chosen.</param>
/// <param name="ResponseRate">Counted and waiting, of those asked.</param>
/// <param name="Funnel">Of everybody; null for a group, and where some days were chosen.</param>
/// <param name="OneForAll">Managers' answers, of those counted, that gave one frequency for all behaviors together.</param>
public sealed record AudienceFigures(
    int Counted, int Waiting, int? Asked, int? People, double? ResponseRate, Funnel? Funnel, int OneForAll);
