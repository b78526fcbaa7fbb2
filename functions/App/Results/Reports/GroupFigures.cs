using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>All that is told of a group of completions in a wave.</summary>
/// <param name="Learner">Null where the group is hidden; so is the next. Of all together it says at least how many were asked.</param>
/// <param name="Barriers">The most named first; in a fixed order where hidden.</param>
public sealed record GroupFigures(
    Headline Headline, AudienceFigures? Learner, AudienceFigures? Manager, int? Pairs, IReadOnlyList<OutcomeFigures> Outcomes, IReadOnlyList<BarrierFigure> Barriers)
{
    /// <param name="tally">Counts of the group.</param>
    /// <param name="isAll">Whether the group is everybody: of those it is told how many were asked, however few answered.</param>
    /// <param name="isTold">Which of them may be told.</param>
    public static GroupFigures Of(ProgramDefinition program, ProgramMargins margins, Tally tally, bool isAll, bool hasBaseline, Func<Measure, bool> isTold)
    {
        var (isLearner, isManager, isPair) = (isTold(Measure.Learner), isTold(Measure.Manager), isTold(Measure.Pairs));
        var observed = Headlined(Audience.Manager, isManager);
        var reported = Headlined(Audience.Learner, isLearner);
        var barriers = BarrierIds.All.Select((id, i) =>
            new BarrierFigure(id, isLearner ? Rate.Of(tally.BarrierNamed(i), tally[Audience.Learner, AnswerCount.Answers]) : Rate.Hidden));
        return new(
            new(observed, reported, reported.Share - observed.Share),
            Asked(Audience.Learner, isLearner), Asked(Audience.Manager, isManager), isPair ? tally.BothAnswered : null,
            [.. program.Outcomes.Select(Figures)], [.. barriers.OrderByDescending(barrier => barrier.Named.K ?? 0)]);

        Rate Headlined(Audience audience, bool told) => told ? Rate.Of(tally[audience, AnswerCount.AtLeastHalf], tally[audience, AnswerCount.Known]) : Rate.Hidden;

        AudienceFigures? Asked(Audience audience, bool told)
        {
            if (!told && !isAll) return null;
            int Of(FunnelStep step) => tally[audience, step];
            var (answers, closed) = (tally[audience, AnswerCount.Answers], Of(FunnelStep.Closed));
            var open = Of(FunnelStep.Scheduled) - answers - closed - Of(FunnelStep.Undeliverable) - Of(FunnelStep.OptedOut) - Of(FunnelStep.Withdrawn);
            int? Told(int count) => told ? count : null;
            return new(
                new(
                    Of(FunnelStep.Completed), Of(FunnelStep.NotAsked), Of(FunnelStep.NoRecipient), Of(FunnelStep.Scheduled), Of(FunnelStep.Sent), Of(FunnelStep.Delivered),
                    Told(answers), Told(closed), Of(FunnelStep.Undeliverable), Of(FunnelStep.OptedOut), Of(FunnelStep.Withdrawn), Told(open)),
                told ? Rate.Of(answers, Of(FunnelStep.Sent)) : Rate.Hidden, Told(answers), Told(tally[audience, AnswerCount.OneForAll]));
        }

        OutcomeFigures Figures(Outcome outcome)
        {
            var place = margins.Outcomes.ToList().IndexOf(outcome.Id);
            // a behavior of a wording that nothing was counted by yet
            var (from, i) = place >= 0 ? (tally, place) : (new Tally(1), 0);
            return new(
                outcome.Id, outcome.Statement, outcome.TargetFrequency,
                isManager ? AtTarget(Audience.Manager) : Rate.Hidden, isLearner ? AtTarget(Audience.Learner) : Rate.Hidden,
                isManager ? Steps(Audience.Manager) : null, isLearner ? Steps(Audience.Learner) : null,
                isPair ? Agreement.Of(from.PairTable(i)) : Agreement.Hidden,
                Since(Audience.Manager, Measure.ManagerSince), Since(Audience.Learner, Measure.LearnerSince));

            Rate AtTarget(Audience audience)
            {
                var steps = from.Distribution(audience, i)[..Agreement.Steps];
                return Rate.Of(Sum(steps[(int)outcome.TargetFrequency..]), Sum(steps));
            }

            Distribution Steps(Audience audience)
            {
                var steps = from.Distribution(audience, i);
                return new([.. steps[..Agreement.Steps]], steps[Agreement.Steps]);
            }

            BaselineChange? Since(Audience audience, Measure measure)
            {
                if (!hasBaseline) return null;
                if (!isTold(measure)) return BaselineChange.Hidden(BaselineKind.DayOfCompletion);
                var since = from.SinceBaseline(audience, i);
                return BaselineChange.Of(BaselineKind.DayOfCompletion, since[1], since[2], since[0]);
            }
        }
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts) sum += count;
        return sum;
    }
}
