using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>The figures of a group, of what was counted of its learners and of its managers.</summary>
internal static class FiguresOfGroup
{
    public static GroupFigures Of(ReportFacts facts, AudienceSide learners, AudienceSide managers)
    {
        var (observed, reported) = (ShareOf(facts, managers), ShareOf(facts, learners));
        var headline = new Headline(
            observed, reported, Gap.Of(reported, observed), BoundsOf(observed, managers), BoundsOf(reported, learners));
        return new(
            headline,
            AudienceOf(learners),
            AudienceOf(managers),
            learners.Why,
            managers.Why,
            OutcomeSeries.Of(facts, learners, managers),
            BarriersOf(facts, learners),
            facts.Program.Definition.AtLeastHalf ? new(HalfOf(facts, managers), HalfOf(facts, learners)) : null,
            [.. learners.Days.Union(managers.Days).Order()]);
    }

    /// <summary>Of one person's answers about several completions, as of a manager's about several reports.</summary>
    public static double DesignEffectOf(ReportFacts facts, AudienceSide side) =>
        side.Asked is { } asked ? DesignEffect.Of(asked.People, asked.Squares, facts.Correlation) : 1;

    private static MeanShare ShareOf(ReportFacts facts, AudienceSide side) => side.Why is { } why
        ? new(Missing: why.Why)
        : MeanShare.Of(
            (int)side.Sum(AnswerCount.Known), side.Sum(AnswerCount.SumOfShares), side.Sum(AnswerCount.SumOfSquares),
            DesignEffectOf(facts, side));

    private static Bounds? BoundsOf(MeanShare share, AudienceSide side) =>
        side is { Asked: { } asked, Answered: not null } ? Bounds.Of(share, asked.People) : null;

    private static Rate HalfOf(ReportFacts facts, AudienceSide side) => side.Why is { } why
        ? Rate.NotTold(why.Why)
        : Rate.Of((int)side.Sum(AnswerCount.AtLeastHalf), (int)side.Sum(AnswerCount.Known), DesignEffectOf(facts, side));

    private static AudienceFigures? AudienceOf(AudienceSide side)
    {
        if (side is not { Why: null, Asked: { } asked }) return null;
        var counted = (int)side.Sum(AnswerCount.Answers);
        return new(
            counted,
            side.Answered - counted ?? 0,
            side.Answered is null ? null : asked.People,
            side.Answered is null || side.Audience == Audience.Learner ? null : asked.Answering,
            side.Answered is { } answered && asked.People > 0 ? Math.Min(1, (double)answered / asked.People) : null,
            side.MayHaveFunnel && asked.Funnel is { } funnel ? FunnelOf(funnel) : null,
            (int)side.Sum(AnswerCount.OneForAll));
    }

    private static Funnel FunnelOf(IReadOnlyList<int> counts)
    {
        return new(
            counts[(int)FunnelStep.Completed],
            counts[(int)FunnelStep.NotAsked],
            counts[(int)FunnelStep.NoRecipient],
            counts[(int)FunnelStep.Scheduled],
            counts[(int)FunnelStep.Sent],
            IfEnough(FunnelStep.Delivered),
            IfEnough(FunnelStep.Closed),
            IfEnough(FunnelStep.Undeliverable),
            IfEnough(FunnelStep.OptedOut),
            IfEnough(FunnelStep.Withdrawn));

        int? IfEnough(FunnelStep step) => counts[(int)step] is >= Funnel.Fewest and var count ? count : null;
    }

    private static List<BarrierFigure> BarriersOf(ReportFacts facts, AudienceSide learners)
    {
        if (learners.Why is not null) return [];
        var answers = (int)learners.Sum(AnswerCount.Answers);
        var effect = DesignEffectOf(facts, learners);
        var barriers = BarrierIds.All.Select((id, i) =>
            new BarrierFigure(id, Rate.Of((int)learners.Tallies.Sum(tally => tally.Tally.BarrierNamed(i)), answers, effect)));
        return [.. barriers.OrderByDescending(barrier => barrier.Named.K ?? 0)];
    }
}
