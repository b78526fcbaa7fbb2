using Followup.Invitations;

namespace Followup.Results;

/// <summary>From completion to answer, for one audience, with what became of those that were lost on the way.</summary>
public sealed record Funnel(
    int Completed, int Scheduled, int Sent, int Delivered, int Answered, int Closed, int Undeliverable, int OptedOut, int Withdrawn)
{
    /// <param name="completed">Completions of the program, whoever can be asked about them.</param>
    public static Funnel Of(int completed, IReadOnlyCollection<InvitationRow> invitations)
    {
        int In(InvitationState state) => invitations.Count(row => row.State == state);
        return new(
            completed, invitations.Count, invitations.Count(row => row.SentAt is not null), invitations.Count(row => row.DeliveredAt is not null),
            In(InvitationState.Answered), In(InvitationState.Closed), In(InvitationState.Undeliverable), In(InvitationState.OptedOut),
            In(InvitationState.Withdrawn));
    }
}
