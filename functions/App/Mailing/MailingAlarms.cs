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
    /// <summary>Working days after the invitation on which a reminder goes out to who has not answered.</summary>
    public static readonly int[] ReminderDays = [3, 7];

    public Task SetAsync(MailingKey mailing, DueStep step, DateTimeOffset at, CancellationToken ct) =>
        queues.Due.SendMessageAsync(DueAlarm.Encode(new(mailing.ToString(), step), at), ct);

    public Task SetAsync(MailingKey mailing, int reminder, DateTimeOffset at, CancellationToken ct) => SetAsync(mailing, DueStep.Remind, reminder, at, ct);

    public Task SetAsync(MailingKey mailing, DueStep step, int number, DateTimeOffset at, CancellationToken ct) =>
        queues.Due.SendMessageAsync(DueAlarm.Encode(new(mailing.ToString(), step, number), at), ct);

    /// <summary>The two reminders, and the closing.</summary>
    public async Task SetFollowingAsync(MailingKey mailing, IReadOnlyCollection<InvitationRow> rows, CancellationToken ct)
    {
        var zone = calendar.Zone((await people.FindAsync(mailing.RecipientKey, ct))?.TimeZone);
        // after an outage it goes out on a later day than it was due
        var sentOn = LocalDate.Max(mailing.DueOn, time.GetUtcNow().ToInstant().InZone(zone).Date);
        var name = mailing.ToString();
        var reminders = ReminderDays.Select((days, index) => DueAlarm.Encode(
            new(name, DueStep.Remind, index + 1),
            WorkCalendar.NineOClock(calendar.PlusWorkingDays(sentOn, days), zone).ToDateTimeOffset()));
        await queues.Due.SendAllAsync([.. reminders, DueAlarm.Encode(new(name, DueStep.Close), rows.Max(row => row.ClosesAt))], ct);
    }
}
