using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Settles invitations by the provider's events. They come late, repeated (a few times on average, up to dozens) and out of order, so each only ever
/// moves an invitation forward: what is answered or ended stays so.
/// </summary>
public sealed class MailEvents(InvitationStore invitations, TimeProvider time)
{
    public async Task ApplyAsync(MailEvent said, CancellationToken ct)
    {
        if (said.Mailing is null || MailingKey.TryParse(said.Mailing) is not { } mailing) return;
        Task ChangeAsync(Func<InvitationRow, bool> choose, Action<InvitationRow> change) => invitations.ChangeAsync(mailing, choose, change, ct);
        switch (said.Event)
        {
            case "processed":
                await ChangeAsync(row => IsItsAttempt(row) && IsNotYetSent(row), row => Sent(row, InvitationState.Sent));
                break;
            case "delivered":
                await ChangeAsync(row => IsItsAttempt(row) && row.DeliveredAt is null, row =>
                {
                    row.DeliveredAt = time.GetUtcNow();
                    if (IsNotYetSent(row) || row.State == InvitationState.Sent) Sent(row, InvitationState.Delivered);
                });
                break;
            case "bounce" or "dropped":
                await ChangeAsync(IsOpen, row => (row.State, row.Reason) = (InvitationState.Undeliverable, Undelivered(said)));
                break;
            case "spamreport" or "unsubscribe" or "group_unsubscribe":
                await ChangeAsync(IsOpen, row => (row.State, row.Reason) = (InvitationState.OptedOut, $"The recipient asked for no mail ({said.Event})."));
                break;
        }

        bool IsItsAttempt(InvitationRow row) => said.Attempt is { } attempt && row.AttemptId == attempt;

        void Sent(InvitationRow row, InvitationState state)
        {
            (row.State, row.Reason) = (state, null);
            row.SentAt ??= time.GetUtcNow();
            // events carry the id of the answer to our call, and more behind its first dot
            row.ProviderMessageId ??= said.MessageId?.Split('.')[0];
        }
    }

    // Scheduled again after an answer of 5xx: now and then such a mail has gone out all the same
    private static bool IsNotYetSent(InvitationRow row) => IsUnsettled(row) || row.State == InvitationState.Scheduled;

    private static bool IsUnsettled(InvitationRow row) => row.State is InvitationState.Sending or InvitationState.Unknown;

    private static bool IsOpen(InvitationRow row) => row.AwaitsAnswer || IsUnsettled(row);

    private static string Undelivered(MailEvent said) => said.Event == "dropped"
        ? "The mail provider dropped the mail: the address bounced or unsubscribed before."
        : $"The receiving server refused the mail{(said.Status is { Length: > 0 and < 12 } status ? $" ({status})" : "")}.";
}
