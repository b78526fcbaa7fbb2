using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>Sets alarms on the <c>due</c> queue.</summary>
public sealed class MailingAlarms(Queues queues, WorkCalendar calendar, TimeProvider time)
{
    public Task SetAsync(MailingKey mailing, DueStep step, DateTimeOffset at, CancellationToken ct) => SetAsync(mailing, step, 0, at, ct);

    public Task SetAsync(MailingKey mailing, int reminder, DateTimeOffset at, CancellationToken ct) =>
        SetAsync(mailing, DueStep.Remind, reminder, at, ct);

    public Task SetAsync(MailingKey mailing, DueStep step, int number, DateTimeOffset at, CancellationToken ct) =>
        queues.Due.SendMessageAsync(DueAlarm.Encode(new(mailing.ToString(), step, number), at), ct);

    public Task SetAllAsync(IEnumerable<(DueAlarm Alarm, DateTimeOffset At)> alarms, CancellationToken ct) =>
        queues.Due.SendAllAsync(alarms.Select(alarm => DueAlarm.Encode(alarm.Alarm, alarm.At)), ct);

    /// <summary>The reminders, and the closing, of mailings that are about to go out.</summary>
    public Task SetFollowingAsync(IEnumerable<DueMailing> mailings, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToInstant();
        return SetAllAsync(mailings.SelectMany(mailing => FollowingOf(mailing, now)), ct);
    }

    private IEnumerable<(DueAlarm, DateTimeOffset)> FollowingOf(DueMailing mailing, Instant now)
    {
        var theirs = calendar.Of(mailing.Recipient.Person);
        // after an outage it goes out on a later day than it was due
        var sentOn = LocalDate.Max(mailing.Key.DueOn, now.InZone(theirs.Zone).Date);
        var name = mailing.Key.ToString();
        foreach (var (number, at) in ReminderSchedule.After(sentOn, theirs)) yield return (new(name, DueStep.Remind, number), at);
        yield return (new(name, DueStep.Close), mailing.Rows.Max(row => row.ClosesAt));
    }
}
