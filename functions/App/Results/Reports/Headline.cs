using Followup.Results.Figures;

namespace Followup.Results.Reports;

/// <summary>
/// The mean share of the behaviors at target: as managers observed it, as learners reported it themselves, and reported minus observed.
/// </summary>
/// <remarks>
/// Behaviors nobody had occasion to show or to observe are left out of a learner's share; a learner of whom none is known is left out.
/// </remarks>
/// <param name="ObservedBounds">
/// If nobody else of those asked about had shown it, and if all had; null where the figure is not told.
/// </param>
/// <param name="ReportedBounds">The same of learners.</param>
public sealed record Headline(MeanShare Observed, MeanShare Reported, Gap Gap, Bounds? ObservedBounds, Bounds? ReportedBounds);
