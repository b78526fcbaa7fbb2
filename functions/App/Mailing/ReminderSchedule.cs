using Followup.Followups;
using Followup.Rows;
using NodaTime;

namespace Followup.Mailing;

/// <summary>When those are reminded who have not answered.</summary>
public static class ReminderSchedule
{
    /// <summary>The number of the reminder that ends a postponement, after those that come by themselves.</summary>
    public const int AfterPostponement = 3;

    // between two mails about an invitation: one that went out days late is not followed by its reminder within hours, and after a pause
    // of the whole system the first reminder not by the second
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(20);

    // working days after the invitation on which a reminder goes out
    private static readonly int[] Days = [3, 7];

    /// <summary>The instants of the reminders that come by themselves, at nine o'clock where the recipient is.</summary>
    /// <param name="sentOn">The day of the invitation.</param>
    public static IEnumerable<(int Number, DateTimeOffset At)> After(LocalDate sentOn, RecipientCalendar calendar) =>
        Days.Select((days, index) =>
        {
            var day = calendar.PlusWorkingDays(sentOn, days);
            return (index + 1, calendar.NineOClock(day).ToDateTimeOffset());
        });

    /// <summary>
    /// Whether this reminder may go out about an invitation. It must wait for an answer, no reminder of this number or a later one may have
    /// gone out, and the last mail about it must be some hours old. A reminder that comes by itself needs an invitation that was not put
    /// off; the one that ends a postponement needs one whose day has come.
    /// </summary>
    public static bool IsDue(InvitationRow row, int number, DateTimeOffset now)
    {
        if (!row.AwaitsAnswer || row.Reminders >= number || now >= row.ClosesAt) return false;
        // where nobody knows when the last mail went out, as after rows were brought back by hand, none follows it
        if ((row.RemindedAt ?? row.SentAt) is not { } lastMail || lastMail + Quiet >= now) return false;
        return number == AfterPostponement ? row.IsPostponementOver(now) : row.PostponedTo is null;
    }
}
