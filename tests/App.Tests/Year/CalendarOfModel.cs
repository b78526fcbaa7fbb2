using NodaTime;

namespace Followup.Tests.Year;

/// <summary>When something is due: worked out anew here, for people without a country, from the rules alone.</summary>
internal static class CalendarOfModel
{
    public static LocalDate Workday(LocalDate day) => day.DayOfWeek switch
    {
        IsoDayOfWeek.Saturday => day.PlusDays(2),
        IsoDayOfWeek.Sunday => day.PlusDays(1),
        _ => day,
    };

    /// <summary>The day of a wave if it is still to come, or the next at which mail goes out.</summary>
    public static (LocalDate On, Instant At, bool IsLate) Due(LocalDate wave, string zoneId, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var day = Workday(wave);
        if (Nine(day) >= now) return (day, Nine(day), false);

        var from = now + Duration.FromMinutes(5);
        var there = from.InZone(zone);
        var isWorkday = Workday(there.Date) == there.Date;
        if (isWorkday && there.Hour is >= 9 and < 17) return (there.Date, from, true);
        var next = isWorkday && there.Hour < 9 ? there.Date : Workday(there.Date.PlusDays(1));
        return (next, Nine(next), true);

        Instant Nine(LocalDate day) => day.At(new LocalTime(9, 0)).InZoneLeniently(zone).ToInstant();
    }

    public static Instant Closes(LocalDate on, string zoneId) =>
        DateTimeZoneProviders.Tzdb[zoneId].AtStartOfDay(on.PlusDays(15)).ToInstant();

    public static LocalDate DateIn(string zoneId, Instant now) => now.InZone(DateTimeZoneProviders.Tzdb[zoneId]).Date;
}
