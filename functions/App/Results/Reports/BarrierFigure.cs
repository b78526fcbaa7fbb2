using Followup.Results.Figures;

namespace Followup.Results.Reports;

/// <summary>Learners who named something that gets in the way, of all who answered; each may name several.</summary>
public sealed record BarrierFigure(string Id, Rate Named);
