using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>All that is told of a group of completions in a wave.</summary>
/// <param name="Learner">
/// Null where the learners' answers are hidden, but for everybody together: of those it says at least how many were asked.
/// </param>
/// <param name="Manager">Null where the managers' answers are hidden, with the same exception.</param>
/// <param name="Pairs">Completions about which both answered; null where hidden.</param>
/// <param name="Barriers">The most named first; in a fixed order where hidden.</param>
public sealed record GroupFigures(
    Headline Headline,
    AudienceFigures? Learner,
    AudienceFigures? Manager,
    int? Pairs,
    IReadOnlyList<OutcomeFigures> Outcomes,
    IReadOnlyList<BarrierFigure> Barriers)
{
    /// <param name="tally">Counts of the group.</param>
    /// <param name="isAll">Whether the group is everybody: of those it is told how many were asked, however few answered.</param>
    /// <param name="hasBaseline">Whether the wave can be set against the day of completion.</param>
    /// <param name="isTold">Which counts of the group may be told.</param>
    public static GroupFigures Of(
        ProgramDefinition program,
        ProgramMargins margins,
        Tally tally,
        bool isAll,
        bool hasBaseline,
        Func<Measure, bool> isTold)
    {
        var told = Enum.GetValues<Measure>().Where(isTold).ToHashSet();
        var (isLearner, isManager) = (told.Contains(Measure.Learner), told.Contains(Measure.Manager));
        return new(
            HeadlineOf(tally, isLearner, isManager),
            isLearner || isAll ? AudienceFigures.Of(tally, Audience.Learner, isLearner) : null,
            isManager || isAll ? AudienceFigures.Of(tally, Audience.Manager, isManager) : null,
            told.Contains(Measure.Pairs) ? tally.BothAnswered : null,
            [.. program.Outcomes.Select(OutcomeOf)],
            BarriersOf(tally, isLearner));

        OutcomeFigures OutcomeOf(Outcome outcome)
        {
            var place = margins.Outcomes.ToList().IndexOf(outcome.Id);
            // nothing was counted yet by the wording that has this behavior
            var isCounted = place >= 0;
            return isCounted
                ? OutcomeFigures.Of(outcome, tally, place, hasBaseline, told)
                : OutcomeFigures.Of(outcome, new Tally(1), 0, hasBaseline, told);
        }
    }

    private static Headline HeadlineOf(Tally tally, bool isLearner, bool isManager)
    {
        var observed = isManager ? AtLeastHalf(Audience.Manager) : Rate.Hidden;
        var reported = isLearner ? AtLeastHalf(Audience.Learner) : Rate.Hidden;
        return new(observed, reported, reported.Share - observed.Share);

        Rate AtLeastHalf(Audience audience) => Rate.Of(tally[audience, AnswerCount.AtLeastHalf], tally[audience, AnswerCount.Known]);
    }

    private static List<BarrierFigure> BarriersOf(Tally tally, bool isLearner)
    {
        var answers = tally[Audience.Learner, AnswerCount.Answers];
        var barriers = BarrierIds.All.Select((id, i) =>
            new BarrierFigure(id, isLearner ? Rate.Of(tally.BarrierNamed(i), answers) : Rate.Hidden));
        return [.. barriers.OrderByDescending(barrier => barrier.Named.K ?? 0)];
    }
}
