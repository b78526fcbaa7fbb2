using Followup.Results.Figures;

namespace Followup.Results.Reports;

/// <summary>
/// The share of learners who show at least half of the behaviors at target: as their managers observed it, as they reported it themselves,
/// and reported minus observed.
/// </summary>
/// <remarks>
/// Behaviors nobody had occasion to show or to observe are left out of a learner's half; a learner of whom none is known is left out.
/// </remarks>
/// <param name="Gap">Null where either share is not told.</param>
public sealed record Headline(Rate Observed, Rate Reported, double? Gap);
