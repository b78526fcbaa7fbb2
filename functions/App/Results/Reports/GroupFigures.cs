using Followup.Results.Figures;

namespace Followup.Results.Reports;

/// <summary>All that is told of a group in a wave.</summary>
/// <param name="Learner">Null where nothing of the learners is told.</param>
/// <param name="Manager">Null where nothing of the managers is told.</param>
/// <param name="WhyNoLearners">Why nothing of them is told; null where something is.</param>
/// <param name="Outcomes">
/// Behaviors as they are asked now; then series of before, where a target changed or a behavior is asked no more.
/// </param>
/// <param name="Barriers">The most named first; empty where nothing of the learners is told.</param>
/// <param name="AtLeastHalf">Where the program asked for it.</param>
public sealed record GroupFigures(
    Headline Headline,
    AudienceFigures? Learner,
    AudienceFigures? Manager,
    NotTold? WhyNoLearners,
    NotTold? WhyNoManagers,
    IReadOnlyList<OutcomeFigures> Outcomes,
    IReadOnlyList<BarrierFigure> Barriers,
    AtLeastHalf? AtLeastHalf,
    IReadOnlyList<DateOnly> Days);

/// <summary>Why nothing is told of an audience in a group.</summary>
/// <param name="Why">NotYet or WithOthers; NotDefined where it is told, but nothing was counted on these days.</param>
/// <param name="NextRound">The next day on which answers are counted.</param>
/// <param name="Names">Groups that are counted together; empty where there are not enough people yet.</param>
public sealed record NotTold(Missing Why, DateOnly NextRound, IReadOnlyList<string> Names);

/// <summary>
/// Learners with at least half of the known behaviors at target: a secondary figure, decided by whether their number is odd.
/// </summary>
public sealed record AtLeastHalf(Rate Observed, Rate Reported);
