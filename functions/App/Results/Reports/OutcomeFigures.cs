using Followup.Results.Figures;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>How often one behavior is at or above its target, as managers observed it and as learners reported it.</summary>
/// <param name="IsAsked">Whether it is asked so now.</param>
/// <param name="ChangedOn">
/// The UTC day on which it came to be asked otherwise, or no more; null where it is asked so now, and where an earlier release changed it.
/// </param>
/// <param name="ObservedSteps">Null where nothing of the managers is told.</param>
/// <param name="ReportedSteps">Null where nothing of the learners is told.</param>
/// <param name="ObservedChange">Against what was remembered on the day of completion; null where nobody was asked then.</param>
/// <param name="ReportedChange">The same of learners.</param>
public sealed record OutcomeFigures(
    string Id,
    string Statement,
    Frequency Target,
    bool IsAsked,
    DateOnly? ChangedOn,
    Rate Observed,
    Rate Reported,
    Distribution? ObservedSteps,
    Distribution? ReportedSteps,
    BaselineChange? ObservedChange,
    BaselineChange? ReportedChange);

/// <summary>Answers about one behavior by step of <see cref="Frequency"/>, from almost never to almost always.</summary>
/// <param name="CouldNotTell">Learners who had no occasion, or managers who could not observe.</param>
public sealed record Distribution(IReadOnlyList<int> Steps, int CouldNotTell);
