using Followup.Mailing.Mails;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;
using Microsoft.Extensions.Logging;

namespace Followup.Mailing;

/// <summary>
/// The first mail of a mailing. Order: set the alarms for reminders and closing, claim the rows, call the provider, mark the rows. A crash
/// before the claim repeats everything (an alarm set twice finds nothing to do the second time); one after it leaves the rows
/// <c>Sending</c>: nobody knows whether the mail went out, so they wait <see cref="InvitationRow.SettleAfter"/> for word from the provider
/// and only then are sent again, twice at most: each time may be one mail too many.
/// </summary>
public sealed partial class Inviting(
    InvitationStore invitations, PersonStore people, NotAskedAnyMore notAsked, OneMailADay days,
    MailComposer composer, Mailer mailer, MailingAlarms alarms, FollowupMetrics metrics, TimeProvider time, ILogger<Inviting> logger)
{
    public async Task InviteAsync(MailingKey mailing, CancellationToken ct)
    {
        var attemptId = Guid.NewGuid().ToString("N");
        if (await ClaimAsync(mailing, attemptId, ct) is not { Count: > 0 } claimed) return;
        metrics.Due(mailing.Audience);

        if (await people.FindAsync(mailing.RecipientKey, ct) is not { Active: true } recipient)
        {
            await MarkAsync(row => row.End(InvitationState.Withdrawn, "The recipient is not an active person."));
            return;
        }
        claimed = await notAsked.EndAsync(mailing, claimed, ct);
        if (claimed.Count == 0) return;
        if (await days.ClaimAsync(mailing, "invite", ct) is { IsOurs: false, NextDay: var nextDay })
        {
            await PutBackAsync(nextDay, "Another mail went out to the recipient today.");
            return;
        }
        var mail = await composer.ComposeAsync(mailing, recipient, claimed, MailKind.Invitation, ct);
        var outcome = await mailer.SendAsync(recipient, mail, mailing.ToString(), attemptId, ct);
        Log.Called(logger, mailing, outcome.Result, outcome.Reason);
        switch (outcome.Result)
        {
            case SendResult.Accepted:
                await MarkAsync(row => row.MarkSent(time.GetUtcNow(), outcome.MessageId));
                break;
            case SendResult.Refused:
                await MarkAsync(row => row.End(InvitationState.Undeliverable, outcome.Reason));
                break;
            case SendResult.TryLater:
                var attempts = claimed.Max(row => row.Attempts);
                await PutBackAsync(time.GetUtcNow() + RetryDelay.After(attempts), outcome.Reason);
                break;
            case SendResult.Unsettled:
                await alarms.SetAsync(mailing, DueStep.Invite, time.GetUtcNow() + InvitationRow.SettleAfter, ct);
                await MarkAsync(row => row.Unsettle(outcome.Reason));
                break;
        }

        async Task PutBackAsync(DateTimeOffset until, string? reason)
        {
            await alarms.SetAsync(mailing, DueStep.Invite, until, ct);
            await MarkAsync(row => row.PutBack(until, reason));
        }

        // a recipient who answered within the call keeps the answer: only what is still ours is marked
        Task MarkAsync(Action<InvitationRow> change) => invitations.ChangeAsync(
            mailing, row => row.State == InvitationState.Sending && row.AttemptId == attemptId, change, ct);
    }

    /// <summary>
    /// All of a mailing that is free, or nothing while somebody else's claim on any of it is unsettled: of two at once, or after a crash
    /// between two hundreds of rows, only one may mail. The first hundred decides which.
    /// </summary>
    private async Task<IReadOnlyList<InvitationRow>> ClaimAsync(MailingKey mailing, string attemptId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = await invitations.OfAsync(mailing, ct);
        if (rows.Exists(row => row.State == InvitationState.Scheduled && row.Attempts == 0))
            await alarms.SetFollowingAsync(mailing, rows, ct);
        for (; ; rows = await invitations.OfAsync(mailing, ct))
        {
            // the handler that claimed it may have died with it: look again when the call's outcome counts as settled
            if (rows.Where(row => row.IsClaimedByAnother(attemptId, now)).Max(row => row.ClaimedAt) is { } claimedAt)
            {
                await alarms.SetAsync(mailing, DueStep.Invite, claimedAt + InvitationRow.SettleAfter, ct);
                return [];
            }
            var free = rows.FindAll(row => row.IsFree(now));
            foreach (var row in free) row.Claim(attemptId, now);
            if (await invitations.UpdateAsync(free, ct) == free.Count)
                return rows.FindAll(row => row.State == InvitationState.Sending && row.AttemptId == attemptId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Invitation {Mailing}: the mail provider's outcome is {Result}. {Reason}")]
        public static partial void Called(ILogger logger, MailingKey mailing, SendResult result, string? reason);
    }
}
