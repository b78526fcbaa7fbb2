using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Followups;

/// <summary>The day a wave falls on for one recipient, the instant its mail goes out, and the instant its page closes.</summary>
/// <param name="IsLate">The wave's own day had passed: it is asked as soon as may be.</param>
public sealed record DueDay(LocalDate On, Instant At, Instant ClosesAt, bool IsLate)
{
    /// <summary>Days to answer; the page closes at the end of the last one.</summary>
    public const int OpenDays = 14;

    /// <summary>The last day on which a mailing takes answers.</summary>
    public static LocalDate LastDayOf(MailingKey mailing) => mailing.DueOn.PlusDays(OpenDays);

    /// <summary>
    /// The completion's local date plus the wave's period, moved on to a working day, at nine o'clock where the recipient is.
    /// One that has passed is due now, on the first working day from today.
    /// </summary>
    public static DueDay Of(LocalDate completedOn, string wave, DateTimeZone zone, WorkCalendar calendar, Instant now)
    {
        var planned = OnDay(calendar.WorkingDayFrom(Wave.DayOf(wave, completedOn)), zone, isLate: false);
        return planned.At >= now ? planned : LateFrom(now.InZone(zone).Date, zone, calendar, now);
    }

    /// <summary>
    /// A wave by the clock is due so long after the completion, at any hour of any day, and at once where that has passed.
    /// </summary>
    public static DueDay ByTheClock(Instant completedAt, string wave, DateTimeZone zone, Instant now)
    {
        var at = Instant.Max(completedAt + Wave.Parse(wave).ToDuration(), now);
        return OnDay(at.InZone(zone).Date, zone, isLate: false) with { At = at };
    }

    /// <summary>For the same late wave, the next working day: where today's mail to the recipient has gone out already.</summary>
    public DueDay Next(DateTimeZone zone, WorkCalendar calendar, Instant now) => LateFrom(On.PlusDays(1), zone, calendar, now);

    private static DueDay LateFrom(LocalDate day, DateTimeZone zone, WorkCalendar calendar, Instant now)
    {
        var late = OnDay(calendar.WorkingDayFrom(day), zone, isLate: true);
        return late with { At = Instant.Max(late.At, now) };
    }

    private static DueDay OnDay(LocalDate day, DateTimeZone zone, bool isLate) =>
        new(day, WorkCalendar.NineOClock(day, zone), zone.AtStartOfDay(day.PlusDays(OpenDays + 1)).ToInstant(), isLate);
}
