using Followup.Results.Figures;

namespace Followup.Results.Reports;

/// <summary>What one audience did with what it was asked.</summary>
/// <param name="Answers">Null where fewer than five answered.</param>
/// <param name="OneForAll">Managers who gave one answer for all behaviors together; null where fewer than five answered.</param>
public sealed record AudienceFigures(Funnel Funnel, Rate ResponseRate, int? Answers, int? OneForAll);
