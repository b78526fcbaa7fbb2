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
public sealed class Postponing(
    InvitationStore invitations, MailingAlarms alarms, PersonStore people, WorkCalendar calendar, TimeProvider time)
{
    private static readonly Period Week = Period.FromDays(7);

    /// <summary>
    /// The day it could be put off to; null where it was put off before, where nothing is open, or where the last day comes first.
    /// </summary>
    public async Task<LocalDate?> OfferAsync(MailingKey mailing, IReadOnlyList<InvitationRow> rows, CancellationToken ct)
    {
        if (!rows.Any(row => row.AwaitsAnswer) || rows.Any(row => row.PostponedTo is not null)) return null;
        var day = calendar.WorkingDayFrom(time.GetUtcNow().ToInstant().InZone(await ZoneAsync(mailing, ct)).Date + Week);
        return day <= DueDay.LastDayOf(mailing) ? day : null;
    }

    /// <summary>Puts it off, where it can be.</summary>
    public async Task PostponeAsync(MailingKey mailing, CancellationToken ct)
    {
        var rows = await invitations.OfAsync(mailing, ct);
        if (await OfferAsync(mailing, rows, ct) is not { } day) return;
        var at = WorkCalendar.NineOClock(day, await ZoneAsync(mailing, ct)).ToDateTimeOffset();
        await alarms.SetAsync(mailing, ReminderSchedule.AfterPostponement, at, ct);
        await invitations.ChangeAsync(mailing, row => row.AwaitsAnswer && row.PostponedTo is null, row => row.PostponedTo = at, ct);
    }

    /// <summary>The day it is put off to, for the page that says so.</summary>
    public async Task<LocalDate?> PostponedToAsync(MailingKey mailing, IReadOnlyList<InvitationRow> rows, CancellationToken ct) =>
        rows.Max(row => row.PostponedTo) is { } at ? at.ToInstant().InZone(await ZoneAsync(mailing, ct)).Date : null;

    private async Task<DateTimeZone> ZoneAsync(MailingKey mailing, CancellationToken ct) =>
        calendar.Zone((await people.FindAsync(mailing.RecipientKey, ct))?.TimeZone);
}
