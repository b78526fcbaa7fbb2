using Followup.Followups;
using Followup.Rows;
using NodaTime;

namespace Followup.Mailing;

/// <summary>When those are reminded who have not answered.</summary>
public static class ReminderSchedule
{
    /// <summary>The number of the reminder that ends a postponement, after those that come by themselves.</summary>
    public const int AfterPostponement = 3;

    // a mail that could only go out days late is not followed by its reminder within hours, nor, after a pause, one reminder by the other
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(20);

    // working days after the invitation on which a reminder goes out
    private static readonly int[] Days = [3, 7];

    /// <summary>The instants of the reminders that come by themselves, at nine o'clock where the recipient is.</summary>
    /// <param name="sentOn">The day of the invitation.</param>
    public static IEnumerable<(int Number, DateTimeOffset At)> After(LocalDate sentOn, DateTimeZone zone, WorkCalendar calendar) =>
        Days.Select((days, index) =>
        {
            var day = calendar.PlusWorkingDays(sentOn, days);
            return (index + 1, WorkCalendar.NineOClock(day, zone).ToDateTimeOffset());
        });

    /// <summary>
    /// Whether this reminder may go out about an invitation: it waits for an answer, none as late was sent, the last mail is not fresh, and
    /// it is put off neither longer nor not at all, as the reminder is for.
    /// </summary>
    public static bool IsDue(InvitationRow row, int number, DateTimeOffset now)
    {
        if (!row.AwaitsAnswer || row.Reminders >= number || now >= row.ClosesAt) return false;
        if ((row.RemindedAt ?? row.SentAt) + Quiet >= now) return false;
        return number == AfterPostponement ? row.IsPostponementOver(now) : row.PostponedTo is null;
    }
}
