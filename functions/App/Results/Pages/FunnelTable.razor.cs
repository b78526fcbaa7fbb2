using Followup.Results.Figures;
using Followup.Results.Reports;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class FunnelTable
{
    private static readonly (string Name, Func<Funnel, int?> Count, string Meaning)[] Rows =
    [
        ("Completed", funnel => funnel.Completed, "completions that came in"),
        ("Not asked", funnel => funnel.NotAsked,
            "the person is not active or trained again, the completion came too late, or this wave was added after they completed"),
        ("Nobody to ask", funnel => funnel.NoRecipient, "no manager is known"),
        ("Invitations", funnel => funnel.Scheduled, "planned so far, due or not"),
        ("Sent", funnel => funnel.Sent, "handed to the mail provider"),
        ("Delivered", funnel => funnel.Delivered, "taken by the recipient's mail server"),
        ("Answered", funnel => funnel.Answered, "the figures on this page"),
        ("Closed unanswered", funnel => funnel.Closed, "asked, reminded, and not answered in time"),
        ("Undeliverable", funnel => funnel.Undeliverable, "the mail could not be delivered: see the worklist"),
        ("Stopped", funnel => funnel.OptedOut, "the person wants no mails about it"),
        ("Withdrawn", funnel => funnel.Withdrawn, "the person left, or the manager said it is not theirs to answer"),
        ("Still open", funnel => funnel.Open, "not due yet, or not answered yet"),
    ];

    /// <summary>Null where the learners' answers are hidden.</summary>
    [Parameter, EditorRequired] public AudienceFigures? Learner { get; set; }

    /// <summary>Null where the managers' answers are hidden.</summary>
    [Parameter, EditorRequired] public AudienceFigures? Manager { get; set; }

    private static string Count(AudienceFigures? figures, Func<Funnel, int?> count) =>
        figures is null ? Phrases.Hidden : Phrases.Count(count(figures.Funnel));

    private static string ResponseRate(AudienceFigures? figures)
    {
        if (figures is null) return Phrases.Hidden;

        var rate = figures.ResponseRate;
        return rate.Share is { } share ? Phrases.Percent(share) : Phrases.Why(rate.Missing!.Value, rate.N);
    }
}
