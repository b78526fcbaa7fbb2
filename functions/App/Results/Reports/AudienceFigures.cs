using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>What one audience did with what it was asked.</summary>
/// <param name="Answers">Null where fewer than five answered.</param>
/// <param name="OneForAll">Managers who gave one answer for all behaviors together; null where fewer than five answered.</param>
public sealed record AudienceFigures(Funnel Funnel, Rate ResponseRate, int? Answers, int? OneForAll)
{
    /// <param name="isTold">Whether answers may be told. If not, only how far the invitations came.</param>
    public static AudienceFigures Of(Tally tally, Audience audience, bool isTold)
    {
        var answers = tally[audience, AnswerCount.Answers];
        var oneForAll = tally[audience, AnswerCount.OneForAll];
        var scheduled = Count(FunnelStep.Scheduled);
        var sent = Count(FunnelStep.Sent);
        var closed = Count(FunnelStep.Closed);
        var undeliverable = Count(FunnelStep.Undeliverable);
        var optedOut = Count(FunnelStep.OptedOut);
        var withdrawn = Count(FunnelStep.Withdrawn);
        var open = scheduled - answers - closed - undeliverable - optedOut - withdrawn;

        var funnel = new Funnel(
            Count(FunnelStep.Completed),
            Count(FunnelStep.NotAsked),
            Count(FunnelStep.NoRecipient),
            scheduled,
            sent,
            Count(FunnelStep.Delivered),
            IfTold(answers),
            IfTold(closed),
            undeliverable,
            optedOut,
            withdrawn,
            IfTold(open));
        return new(funnel, isTold ? Rate.Of(answers, sent) : Rate.Hidden, IfTold(answers), IfTold(oneForAll));

        int Count(FunnelStep step) => tally[audience, step];

        int? IfTold(int count) => isTold ? count : null;
    }
}
