using Followup.Results.Reports;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class FunnelTable
{
    private sealed record Row(string Name, Func<AudienceFigures, string> Count, string Meaning);

    private static readonly Row[] OfEverybody =
    [
        new("Completed", of => Phrases.Count(of.Funnel!.Completed), "completions that came in"),
        new("Not asked", of => Phrases.Count(of.Funnel!.NotAsked),
            "the person is not active or trained again, the completion came too late, or this wave was added after they completed"),
        new("Nobody to ask", of => Phrases.Count(of.Funnel!.NoRecipient), "no manager is known"),
        new("Invitations", of => Phrases.Count(of.Funnel!.Scheduled), "planned so far, due or not"),
        new("Sent", of => Phrases.Count(of.Funnel!.Sent), "handed to the mail provider"),
        new("Delivered", of => FromEight(of.Funnel!.Delivered), "taken by the recipient's mail server"),
        new("Undeliverable", of => FromEight(of.Funnel!.Undeliverable), "the mail could not be delivered: see the worklist"),
        new("Stopped", of => FromEight(of.Funnel!.OptedOut), "the person wants no mails about it"),
        new("Withdrawn", of => FromEight(of.Funnel!.Withdrawn), "the person left, or the manager said it is not theirs to answer"),
        new("Closed unanswered", of => FromEight(of.Funnel!.Closed), "asked, reminded, and not answered in time"),
    ];

    private static readonly Row[] OfEachGroup =
    [
        new("Asked", of => Count(of.Asked), "sent, and the time to answer is over: of these the figures tell"),
        new("Heard", of => Count(of.Asked is null ? null : of.Counted + of.Waiting),
            "answered in time: counted, or drawn to wait; not yet those of whom there are not enough people"),
        new("Response rate", of => of.ResponseRate is { } rate ? Phrases.Percent(rate) : "–", "heard, of those asked"),
        new("Counted", of => Phrases.Count(of.Counted), "the figures on this page"),
    ];

    /// <summary>Null where nothing of the learners is told.</summary>
    [Parameter, EditorRequired] public AudienceFigures? Learner { get; set; }

    /// <summary>Null where nothing of the managers is told.</summary>
    [Parameter, EditorRequired] public AudienceFigures? Manager { get; set; }

    private IEnumerable<Row> Rows => HasFunnel ? [.. OfEverybody, .. OfEachGroup] : OfEachGroup;

    private bool HasFunnel => Learner?.Funnel is not null || Manager?.Funnel is not null;

    private string Cell(AudienceFigures? figures, Func<AudienceFigures, string> count) =>
        figures is null || (HasFunnel && figures.Funnel is null) ? "–" : count(figures);

    private static string Count(int? count) => count is { } known ? Phrases.Count(known) : "–";

    private static string FromEight(int? count) => count is { } known ? Phrases.Count(known) : Phrases.FewerThanEight;
}
