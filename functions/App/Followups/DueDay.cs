using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Followups;

/// <summary>The day a wave falls on for one recipient, the instant its mail goes out, and the instant its page closes.</summary>
/// <param name="IsLate">The wave's own day had passed: it is asked as soon as may be.</param>
public sealed record DueDay(LocalDate On, Instant At, Instant ClosesAt, bool IsLate)
{
    /// <summary>Days to answer; the page closes at the end of the last one.</summary>
    public const int OpenDays = 14;

    // Late completions of one import reach us in several batches; so much waiting brings those of one recipient into one mail.
    private static readonly Duration LateGrace = Duration.FromMinutes(5);

    /// <summary>The last day on which a mailing takes answers.</summary>
    public static LocalDate LastDayOf(MailingKey mailing) => mailing.DueOn.PlusDays(OpenDays);

    /// <summary>
    /// The completion's local date plus the wave's period, moved on to a working day, at nine o'clock where the recipient is.
    /// One that has passed is due in five minutes, or when mails go out again after that.
    /// </summary>
    public static DueDay Of(LocalDate completedOn, string wave, RecipientCalendar calendar, Instant now)
    {
        var day = calendar.WorkingDayFrom(Wave.DayOf(wave, completedOn));
        var at = calendar.NineOClock(day);
        return at >= now ? OnDay(day, calendar.Zone, at, isLate: false) : LateFrom(now + LateGrace, calendar);
    }

    /// <summary>
    /// A wave by the clock is due so long after the completion, at any hour of any day, and at once where that has passed.
    /// </summary>
    public static DueDay ByTheClock(Instant completedAt, string wave, DateTimeZone zone, Instant now)
    {
        var at = Instant.Max(completedAt + Wave.Parse(wave).ToDuration(), now);
        return OnDay(at.InZone(zone).Date, zone, at, isLate: false);
    }

    /// <summary>For the same late wave, the next working day: where today's mail to the recipient has gone out already.</summary>
    public DueDay Next(RecipientCalendar calendar, Instant now) =>
        LateFrom(Instant.Max(calendar.NineOClock(On.PlusDays(1)), now + LateGrace), calendar);

    private static DueDay LateFrom(Instant earliest, RecipientCalendar calendar)
    {
        var at = calendar.NextSending(earliest);
        return OnDay(at.InZone(calendar.Zone).Date, calendar.Zone, at, isLate: true);
    }

    private static DueDay OnDay(LocalDate day, DateTimeZone zone, Instant at, bool isLate) =>
        new(day, at, zone.AtStartOfDay(day.PlusDays(OpenDays + 1)).ToInstant(), isLate);
}
