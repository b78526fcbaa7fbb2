using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>
/// "Ask me later": once a mailing, by a week, within the closing date. Until then no reminder goes out, then one that says so, and after
/// that none. Order: the alarm, then the rows. A crash between leaves an alarm that finds nothing put off, and the usual reminders.
/// </summary>
public sealed class Postponing(InvitationStore invitations, MailingAlarms alarms, WorkCalendar calendar, TimeProvider time)
{
    private static readonly Period Week = Period.FromDays(7);

    /// <summary>
    /// The day it could be put off to; null where it was put off before, where nothing is open, or where the last day comes first.
    /// </summary>
    /// <param name="recipient">Null for one who is gone.</param>
    public LocalDate? Offer(MailingKey mailing, IReadOnlyList<InvitationRow> rows, PersonRow? recipient)
    {
        if (!rows.Any(row => row.AwaitsAnswer) || rows.Any(row => row.PostponedTo is not null)) return null;
        var theirs = calendar.Of(recipient);
        var day = theirs.WorkingDayFrom(time.GetUtcNow().ToInstant().InZone(theirs.Zone).Date + Week);
        return day <= DueDay.LastDayOf(mailing) ? day : null;
    }

    /// <summary>Puts it off, where it can be.</summary>
    /// <param name="rows">Of the mailing, as read a moment ago.</param>
    public async Task PostponeAsync(MailingKey mailing, IReadOnlyList<InvitationRow> rows, PersonRow? recipient, CancellationToken ct)
    {
        if (Offer(mailing, rows, recipient) is not { } day) return;
        var at = calendar.Of(recipient).NineOClock(day).ToDateTimeOffset();
        await alarms.SetAsync(mailing, ReminderSchedule.AfterPostponement, at, ct);
        await invitations.ChangeAsync(mailing, rows, row => row.AwaitsAnswer && row.PostponedTo is null, row => row.PostponedTo = at, ct);
    }

    /// <summary>The day it is put off to, for the page that says so.</summary>
    public LocalDate? PostponedTo(IReadOnlyList<InvitationRow> rows, PersonRow? recipient) =>
        rows.Max(row => row.PostponedTo) is { } at ? at.ToInstant().InZone(calendar.Of(recipient).Zone).Date : null;
}
