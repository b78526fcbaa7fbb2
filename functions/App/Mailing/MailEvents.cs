using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Settles invitations by the provider's events. They come late, repeated (a few times on average, up to dozens) and out of order, so each
/// only ever moves an invitation forward: what is answered or ended stays so.
/// </summary>
public sealed class MailEvents(InvitationStore invitations, TimeProvider time)
{
    public async Task ApplyAsync(MailEvent mailEvent, CancellationToken ct)
    {
        if (mailEvent.Mailing is null || MailingKey.TryParse(mailEvent.Mailing) is not { } mailing) return;
        await (mailEvent.Event switch
        {
            // Scheduled is among those not yet sent: now and then a mail has gone out all the same after an answer of 5xx
            "processed" => ChangeAsync(
                row => IsItsAttempt(row) && row.IsNotYetSent,
                row => row.ConfirmSent(time.GetUtcNow(), MessageIdOf(mailEvent))),
            "delivered" => ChangeAsync(
                row => IsItsAttempt(row) && row.DeliveredAt is null,
                row => row.ConfirmDelivered(time.GetUtcNow(), MessageIdOf(mailEvent))),
            "bounce" or "dropped" => ChangeAsync(
                row => row.IsOpen,
                row => row.End(InvitationState.Undeliverable, WhyUndelivered(mailEvent))),
            "spamreport" or "unsubscribe" or "group_unsubscribe" => ChangeAsync(
                row => row.IsOpen,
                row => row.End(InvitationState.OptedOut, $"The recipient asked for no mail ({mailEvent.Event}).")),
            _ => Task.CompletedTask,
        });

        Task ChangeAsync(Func<InvitationRow, bool> choose, Action<InvitationRow> change) =>
            invitations.ChangeAsync(mailing, choose, change, ct);

        bool IsItsAttempt(InvitationRow row) => mailEvent.Attempt is { } attempt && row.AttemptId == attempt;
    }

    /// <summary>Events carry the id of the answer to our call, and more behind its first dot.</summary>
    private static string? MessageIdOf(MailEvent mailEvent) => mailEvent.MessageId?.Split('.')[0];

    private static string WhyUndelivered(MailEvent mailEvent)
    {
        if (mailEvent.Event == "dropped") return "The mail provider dropped the mail: the address bounced or unsubscribed before.";
        var status = mailEvent.Status is { Length: > 0 and < 12 } given ? $" ({given})" : "";
        return $"The receiving server refused the mail{status}.";
    }
}
