using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Claims mailings for one handler: of two at once only one may mail. Order: the alarms for reminders and closing, then the claims, a
/// hundred rows of a day in one transaction.
/// </summary>
public sealed class Claiming(
    InvitationStore invitations, PersonStore people, SendingHours hours, MailingAlarms alarms, TimeProvider time)
{
    /// <summary>Those of the mailings of which something is free to be mailed, with what is free of them.</summary>
    /// <param name="keys">No two the same.</param>
    public async Task<IReadOnlyList<DueMailing>> FreeAsync(IReadOnlyList<MailingKey> keys, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var read = keys.Zip(await invitations.OfAllAsync(keys, ct), (key, rows) => (Key: key, Rows: rows));
        var blocked = read.ToLookup(mailing => mailing.Rows.Exists(row => row.IsClaimed(now)));
        await alarms.SetAllAsync(blocked[true].Select(mailing => AfterClaim(mailing.Key, mailing.Rows)), ct);

        var free = blocked[false]
            .Select(mailing => (mailing.Key, Rows: mailing.Rows.FindAll(row => row.IsFree(now))))
            .Where(mailing => mailing.Rows.Count > 0)
            .ToList();
        var recipients = await people.AllRowsAsync(free.Select(mailing => mailing.Key.RecipientKey), ct);
        var due = free.ConvertAll(mailing => new DueMailing(mailing.Key, mailing.Rows, recipients[mailing.Key.RecipientKey]));
        var later = due.ToLookup(mailing => hours.Next(mailing.Recipient.Person, mailing.Rows));
        await DeferAsync([.. later.Where(at => at.Key is not null)], now, ct);
        return [.. later[null]];
    }

    /// <summary>Order: the alarms, then the rows. A crash between leaves alarms that ring twice.</summary>
    private async Task DeferAsync(IReadOnlyList<IGrouping<DateTimeOffset?, DueMailing>> later, DateTimeOffset now, CancellationToken ct)
    {
        if (later.Count == 0) return;
        await alarms.SetAllAsync(
            from at in later
            from mailing in at
            select (new DueAlarm(mailing.Key.ToString(), DueStep.Invite), at.Key!.Value),
            ct);
        var deferred =
            from at in later
            from mailing in at
            select new ChangedMailing(
                mailing.Key, mailing.Rows, row => row.State == InvitationState.Scheduled && row.IsFree(now), row => row.NotBefore = at.Key);
        await invitations.ChangeAllAsync([.. deferred], ct);
    }

    /// <summary>Claims what is free, but for what another handler has claimed meanwhile.</summary>
    public async Task<IReadOnlyList<DueMailing>> ClaimAsync(IReadOnlyList<DueMailing> free, string attemptId, CancellationToken ct)
    {
        await alarms.SetFollowingAsync(free.Where(mailing => mailing.Rows.Any(row => row.IsNew)), ct);
        var now = time.GetUtcNow();
        List<ChangedMailing> claims =
        [
            .. free.Select(mailing => new ChangedMailing(
                mailing.Key, mailing.Rows, row => row.IsFree(now), row => row.Claim(attemptId, now))),
        ];
        var missed = await invitations.UpdateAllAsync(claims, ct);

        List<DueMailing> claimed = [];
        foreach (var (mailing, claim) in free.Zip(claims))
        {
            var rows = missed.Contains(claim) ? await ClaimAloneAsync(mailing, attemptId, ct) : claim.Rows;
            if (rows.Count > 0) claimed.Add(mailing with { Rows = rows });
        }
        return claimed;
    }

    /// <summary>
    /// All of a mailing that is free, or nothing while somebody else's claim on any of it is unsettled: of two at once, or after a crash
    /// between two hundreds of rows, only one may mail. The first hundred decides which. Invitations that came in after the mailing was
    /// read are left to their own alarm, or the sweep: nobody has looked whether they are still to be asked.
    /// </summary>
    private async Task<IReadOnlyList<InvitationRow>> ClaimAloneAsync(DueMailing mailing, string attemptId, CancellationToken ct)
    {
        var key = mailing.Key;
        var looked = mailing.Rows.ToDictionary(row => row.RowKey, row => row.CountsIn);
        while (true)
        {
            var now = time.GetUtcNow();
            var rows = await invitations.OfAsync(key, ct);
            if (rows.FindAll(row => row.IsClaimed(now) && row.AttemptId != attemptId) is { Count: > 0 } theirs)
            {
                await alarms.SetAllAsync([AfterClaim(key, theirs)], ct);
                return [];
            }
            var free = rows.FindAll(row => row.IsFree(now) && looked.ContainsKey(row.RowKey));
            foreach (var row in free)
            {
                row.CountsIn ??= looked[row.RowKey];
                row.Claim(attemptId, now);
            }
            if (await invitations.UpdateAsync(free, ct) == free.Count)
                return rows.FindAll(row => row.State == InvitationState.Sending && row.AttemptId == attemptId);
        }
    }

    /// <summary>The handler that claimed it may have died with it: look again when the call's outcome counts as settled.</summary>
    private static (DueAlarm, DateTimeOffset) AfterClaim(MailingKey key, List<InvitationRow> claimed)
    {
        var last = claimed.Where(row => row.IsUnsettled).Max(row => row.ClaimedAt)!.Value;
        return (new(key.ToString(), DueStep.Invite), last + InvitationRow.SettleAfter);
    }
}
