using Followup.Results.Figures;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>How often one behavior is at or above its target, as managers observed it and as learners reported it.</summary>
/// <param name="ObservedSteps">Null where the managers' answers are hidden.</param>
/// <param name="ReportedSteps">Null where the learners' answers are hidden.</param>
/// <param name="Agreement">Of the learner's and the manager's answer about the same completion.</param>
/// <param name="ObservedChange">Against the program's baseline; null where it has none.</param>
/// <param name="ReportedChange">Against the program's baseline; null where it has none.</param>
public sealed record OutcomeFigures(
    string Id,
    string Statement,
    Frequency Target,
    Rate Observed,
    Rate Reported,
    Distribution? ObservedSteps,
    Distribution? ReportedSteps,
    Agreement Agreement,
    BaselineChange? ObservedChange,
    BaselineChange? ReportedChange);

/// <summary>Answers about one behavior by step of <see cref="Frequency"/>, from almost never to almost always.</summary>
/// <param name="CouldNotTell">Learners who had no occasion, or managers who could not observe.</param>
public sealed record Distribution(IReadOnlyList<int> Steps, int CouldNotTell);
