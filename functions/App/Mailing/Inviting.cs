using Followup.Mailing.Mails;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;
using Microsoft.Extensions.Logging;

namespace Followup.Mailing;

/// <summary>
/// The first mail of a mailing. Order: set the alarms for reminders and closing, claim the rows, call the provider, mark the rows. A crash
/// before the claim repeats everything (an alarm set twice finds nothing to do the second time); one after it leaves the rows <c>Sending</c>: nobody
/// knows whether the mail went out, so they wait <see cref="SettleAfter"/> for word from the provider and only then are sent again, twice at most:
/// each time may be one mail too many.
/// </summary>
public sealed partial class Inviting(
    InvitationStore invitations, PersonStore people, NotAskedAnyMore notAsked, OneMailADay days, MailComposer composer, Mailer mailer, MailingAlarms alarms, FollowupMetrics metrics,
    TimeProvider time, ILogger<Inviting> logger)
{
    public static readonly TimeSpan SettleAfter = TimeSpan.FromMinutes(30);
    public const int MostResends = 2;

    // between the bus, whose clock rings, and ours
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public async Task InviteAsync(MailingKey mailing, CancellationToken ct)
    {
        var attemptId = Guid.NewGuid().ToString("N");
        if (await ClaimAsync(mailing, attemptId, ct) is not { Count: > 0 } claimed) return;
        metrics.Due(mailing.Audience);

        if (await people.FindAsync(mailing.RecipientKey, ct) is not { Active: true } recipient)
        {
            await MarkAsync(row => (row.State, row.Reason) = (InvitationState.Withdrawn, "The recipient is not an active person."));
            return;
        }
        claimed = await notAsked.EndAsync(mailing, claimed, ct);
        if (claimed.Count == 0) return;
        if (await days.ClaimAsync(mailing, "invite", ct) is { } another)
        {
            await PutBackAsync(another, "Another mail went out to the recipient today.");
            return;
        }
        var mail = await composer.ComposeAsync(mailing, recipient, claimed, MailKind.Invitation, ct);
        var outcome = await mailer.SendAsync(recipient, mail, mailing.ToString(), attemptId, ct);
        Log.Called(logger, mailing, outcome.Result, outcome.Reason);
        var attempts = claimed.Max(row => row.Attempts);
        switch (outcome.Result)
        {
            case SendResult.Accepted:
                await MarkAsync(row =>
                    (row.State, row.SentAt, row.ProviderMessageId, row.Reason) = (InvitationState.Sent, time.GetUtcNow(), outcome.MessageId, null));
                break;
            case SendResult.Refused:
                await MarkAsync(row => (row.State, row.Reason) = (InvitationState.Undeliverable, outcome.Reason));
                break;
            case SendResult.TryLater:
                await PutBackAsync(time.GetUtcNow() + RetryDelay.After(attempts), outcome.Reason);
                break;
            case SendResult.Unsettled:
                await alarms.SetAsync(mailing, DueStep.Invite, time.GetUtcNow() + SettleAfter, ct);
                await MarkAsync(row => (row.State, row.Reason) = (InvitationState.Unknown, outcome.Reason));
                break;
        }

        async Task PutBackAsync(DateTimeOffset again, string? reason)
        {
            await alarms.SetAsync(mailing, DueStep.Invite, again, ct);
            await MarkAsync(row => (row.State, row.Reason, row.NotBefore) = (InvitationState.Scheduled, reason, again));
        }

        // Whoever answered within the call keeps the answer: only what is still ours is marked.
        Task MarkAsync(Action<InvitationRow> change) => invitations.ChangeAsync(
            mailing, row => row.State == InvitationState.Sending && row.AttemptId == attemptId, change, ct);
    }

    /// <summary>
    /// All of a mailing that is free, or nothing while somebody else's claim on any of it is unsettled: of two at once, or after a crash between two
    /// hundreds of rows, only one may mail. The first hundred decides who.
    /// </summary>
    private async Task<IReadOnlyList<InvitationRow>> ClaimAsync(MailingKey mailing, string attemptId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = await invitations.OfAsync(mailing, ct);
        if (rows.Exists(row => row.State == InvitationState.Scheduled && row.Attempts == 0)) await alarms.SetFollowingAsync(mailing, rows, ct);
        for (; ; rows = await invitations.OfAsync(mailing, ct))
        {
            // Whoever claimed it may have died with it: look again when its outcome counts as settled.
            if (rows.Where(row => IsUnsettled(row) && row.AttemptId != attemptId && now < row.ClaimedAt + SettleAfter).Max(row => row.ClaimedAt) is { } claimedAt)
            {
                await alarms.SetAsync(mailing, DueStep.Invite, claimedAt + SettleAfter, ct);
                return [];
            }
            var free = rows.FindAll(IsFree);
            foreach (var row in free)
            {
                if (IsUnsettled(row)) row.Resends++;
                row.Attempts++;
                (row.State, row.AttemptId, row.ClaimedAt) = (InvitationState.Sending, attemptId, now);
            }
            if (await invitations.UpdateAsync(free, ct) == free.Count)
                return rows.FindAll(row => row.State == InvitationState.Sending && row.AttemptId == attemptId);
        }

        bool IsUnsettled(InvitationRow row) => row.State is InvitationState.Sending or InvitationState.Unknown;
        bool IsFree(InvitationRow row) => now < row.ClosesAt
            && ((row.State == InvitationState.Scheduled && (row.NotBefore is not { } again || again <= now + ClockSkew))
                || (IsUnsettled(row) && row.Resends < MostResends && row.ClaimedAt + SettleAfter <= now));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Invitation {Mailing}: the mail provider's outcome is {Result}. {Reason}")]
        public static partial void Called(ILogger logger, MailingKey mailing, SendResult result, string? reason);
    }
}
