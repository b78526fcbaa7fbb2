using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Followup.Followups;

/// <summary>Wall-clock rules: mails go out at 09:00 on a working day where the recipient is.</summary>
public sealed class WorkCalendar(IOptions<CalendarOptions> options)
{
    private static readonly LocalTime SendAt = new(9, 0);

    private readonly HashSet<LocalDate> holidays =
        [.. options.Value.Holidays.Select(day => LocalDatePattern.Iso.Parse(day).GetValueOrThrow())];

    /// <summary>The zone of this IANA id; the default one for none or an unknown one.</summary>
    public DateTimeZone Zone(string? id) =>
        (id is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)) ?? DateTimeZoneProviders.Tzdb[options.Value.DefaultTimeZone];

    public bool IsWorkingDay(LocalDate day) =>
        day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !holidays.Contains(day);

    /// <summary>The day itself if it is a working day, else the next one that is.</summary>
    public LocalDate WorkingDayFrom(LocalDate day)
    {
        while (!IsWorkingDay(day)) day = day.PlusDays(1);
        return day;
    }

    public LocalDate PlusWorkingDays(LocalDate day, int count)
    {
        for (; count > 0; count--) day = WorkingDayFrom(day.PlusDays(1));
        return day;
    }

    /// <summary>Nine o'clock there. A time that a clock change skips moves on to the next that exists.</summary>
    public static Instant NineOClock(LocalDate day, DateTimeZone zone) => day.At(SendAt).InZoneLeniently(zone).ToInstant();
}
