using Followup.Programs;
using Followup.Results.Figures;
using Followup.Results.Rounds;
using Followup.Shared.Keys;
using NodaTime.Extensions;

namespace Followup.Results.Reports;

/// <summary>
/// Behaviors with their figures, each under the statement and the target that its answers were given under: where a target changed there
/// are two series, and none is counted anew.
/// </summary>
internal static class OutcomeSeries
{
    private sealed record Series(string Id, string Statement, Frequency Target);

    public static IReadOnlyList<OutcomeFigures> Of(ReportFacts facts, AudienceSide learners, AudienceSide managers)
    {
        var now = facts.Program.Definition.Outcomes.Select(SeriesOf).ToList();
        var before = learners.Tallies.Concat(managers.Tallies)
            .Select(tally => facts.Version(tally.Version))
            .OfType<StoredProgram>()
            .OrderByDescending(version => version.Version)
            .SelectMany(version => version.Definition.Outcomes.Select(SeriesOf))
            .Except(now);
        return
        [
            .. now.Select(series => FiguresOf(facts, series, isAsked: true, null, learners, managers)),
            .. before.Select(series => FiguresOf(facts, series, isAsked: false, ChangedOn(facts, series), learners, managers)),
        ];
    }

    private static Series SeriesOf(Outcome outcome) => new(outcome.Id, outcome.Statement, outcome.TargetFrequency);

    /// <summary>When a wording first asked otherwise, after those that asked so.</summary>
    private static DateOnly? ChangedOn(ReportFacts facts, Series series)
    {
        var last = facts.Versions.LastOrDefault(version => version.Definition.Outcomes.Select(SeriesOf).Contains(series));
        var next = facts.Versions.FirstOrDefault(version => version.Version > last?.Version);
        return next?.SavedAt is { } at ? at.ToInstant().InUtc().Date.ToDateOnly() : null;
    }

    private static OutcomeFigures FiguresOf(
        ReportFacts facts, Series series, bool isAsked, DateOnly? changedOn, AudienceSide learners, AudienceSide managers)
    {
        return new(
            series.Id, series.Statement, series.Target, isAsked, changedOn,
            Observed: AtTarget(managers),
            Reported: AtTarget(learners),
            ObservedSteps: Steps(managers),
            ReportedSteps: Steps(learners),
            ObservedChange: Change(managers),
            ReportedChange: Change(learners));

        Rate AtTarget(AudienceSide side)
        {
            if (side.Why is { } why) return Rate.NotTold(why.Why);
            var steps = Sum(side, (tally, place) => tally.Distribution(place)[..Agreement.Steps], Agreement.Steps);
            return Rate.Of(steps[(int)series.Target..].Sum(), steps.Sum(), FiguresOfGroup.DesignEffectOf(facts, side));
        }

        Distribution? Steps(AudienceSide side)
        {
            if (side.Why is not null) return null;
            var steps = Sum(side, (tally, place) => tally.Distribution(place), Agreement.Steps + 1);
            return new(steps[..Agreement.Steps], steps[Agreement.Steps]);
        }

        BaselineChange? Change(AudienceSide side)
        {
            const BaselineKind Kind = BaselineKind.RememberedOnDayOfCompletion;
            var paired = side with { Tallies = [.. side.Tallies.Where(tally => tally.HasEarlier)] };
            if (paired.Tallies.Count == 0) return null;
            var since = Sum(paired, (tally, place) => tally.SinceCompletion(place), 3);
            return BaselineChange.Of(Kind, reached: since[1], lost: since[2], n: since[0], FiguresOfGroup.DesignEffectOf(facts, side));
        }

        int[] Sum(AudienceSide side, SpanOf counts, int length)
        {
            var sum = new int[length];
            foreach (var tally in side.Tallies)
            {
                if (PlaceIn(facts.Version(tally.Version), series) is not (>= 0 and var place)) continue;
                var some = counts(tally.Tally, place);
                for (var i = 0; i < length; i++) sum[i] += (int)some[i];
            }
            return sum;
        }
    }

    private delegate ReadOnlySpan<long> SpanOf(Tally tally, int place);

    private static int PlaceIn(StoredProgram? version, Series series) =>
        version?.Definition.Outcomes.Select(SeriesOf).ToList().IndexOf(series) ?? -1;
}
