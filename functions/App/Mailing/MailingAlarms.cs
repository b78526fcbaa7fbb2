using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>Sets alarms on the <c>due</c> queue.</summary>
public sealed class MailingAlarms(Queues queues, PersonStore people, WorkCalendar calendar, TimeProvider time)
{
    public Task SetAsync(MailingKey mailing, DueStep step, DateTimeOffset at, CancellationToken ct) => SetAsync(mailing, step, 0, at, ct);

    public Task SetAsync(MailingKey mailing, int reminder, DateTimeOffset at, CancellationToken ct) =>
        SetAsync(mailing, DueStep.Remind, reminder, at, ct);

    public Task SetAsync(MailingKey mailing, DueStep step, int number, DateTimeOffset at, CancellationToken ct) =>
        queues.Due.SendMessageAsync(DueAlarm.Encode(new(mailing.ToString(), step, number), at), ct);

    /// <summary>The reminders, and the closing.</summary>
    public async Task SetFollowingAsync(MailingKey mailing, IReadOnlyCollection<InvitationRow> rows, CancellationToken ct)
    {
        var zone = calendar.Zone((await people.FindAsync(mailing.RecipientKey, ct))?.TimeZone);
        // after an outage it goes out on a later day than it was due
        var sentOn = LocalDate.Max(mailing.DueOn, time.GetUtcNow().ToInstant().InZone(zone).Date);
        var name = mailing.ToString();
        var reminders = ReminderSchedule.After(sentOn, zone, calendar)
            .Select(reminder => DueAlarm.Encode(new(name, DueStep.Remind, reminder.Number), reminder.At));
        var closing = DueAlarm.Encode(new(name, DueStep.Close), rows.Max(row => row.ClosesAt));
        await queues.Due.SendAllAsync([.. reminders, closing], ct);
    }
}
