using Followup.Programs;
using Followup.Results.Counts;
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
    BaselineChange? ReportedChange)
{
    /// <param name="place">Of the outcome in the tally.</param>
    /// <param name="hasBaseline">Whether the wave can be set against the day of completion.</param>
    /// <param name="told">Which counts of the tally may be told.</param>
    public static OutcomeFigures Of(Outcome outcome, Tally tally, int place, bool hasBaseline, HashSet<Measure> told)
    {
        var (isLearner, isManager) = (told.Contains(Measure.Learner), told.Contains(Measure.Manager));
        return new(
            outcome.Id,
            outcome.Statement,
            outcome.TargetFrequency,
            Observed: isManager ? AtTarget(Audience.Manager) : Rate.Hidden,
            Reported: isLearner ? AtTarget(Audience.Learner) : Rate.Hidden,
            ObservedSteps: isManager ? Steps(Audience.Manager) : null,
            ReportedSteps: isLearner ? Steps(Audience.Learner) : null,
            told.Contains(Measure.Pairs) ? Agreement.Of(tally.PairTable(place)) : Agreement.Hidden,
            ObservedChange: Change(Audience.Manager, Measure.ManagerSince),
            ReportedChange: Change(Audience.Learner, Measure.LearnerSince));

        Rate AtTarget(Audience audience)
        {
            var steps = tally.Distribution(audience, place)[..Agreement.Steps];
            return Rate.Of(Sum(steps[(int)outcome.TargetFrequency..]), Sum(steps));
        }

        Distribution Steps(Audience audience)
        {
            var steps = tally.Distribution(audience, place);
            return new([.. steps[..Agreement.Steps]], steps[Agreement.Steps]);
        }

        BaselineChange? Change(Audience audience, Measure measure)
        {
            if (!hasBaseline) return null;
            if (!told.Contains(measure)) return BaselineChange.Hidden(BaselineKind.DayOfCompletion);
            var since = tally.SinceBaseline(audience, place);
            return BaselineChange.Of(BaselineKind.DayOfCompletion, reached: since[1], lost: since[2], n: since[0]);
        }
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts) sum += count;
        return sum;
    }
}

/// <summary>Answers about one behavior by step of <see cref="Frequency"/>, from almost never to almost always.</summary>
/// <param name="CouldNotTell">Learners who had no occasion, or managers who could not observe.</param>
public sealed record Distribution(IReadOnlyList<int> Steps, int CouldNotTell);
