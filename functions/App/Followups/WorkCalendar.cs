using Followup.People;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Followup.Followups;

/// <summary>When people work: by their time zone, the weekend and holidays of their country, and the organization's own holidays.</summary>
public sealed class WorkCalendar(IOptions<CalendarOptions> options)
{
    private readonly HashSet<LocalDate> holidays = DaysOf(options.Value.Holidays);

    private readonly Dictionary<string, HashSet<LocalDate>> holidaysByCountry =
        options.Value.HolidaysByCountry.ToDictionary(of => of.Key, of => DaysOf(of.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>The calendar of somebody in the people list; the default zone's for one who is gone.</summary>
    public RecipientCalendar Of(PersonRow? person) => Of(person?.TimeZone, person?.Country);

    /// <param name="timeZone">An IANA id; none, or an unknown one, is the default zone.</param>
    /// <param name="country">
    /// ISO 3166-1 alpha-2. None is guessed from a zone: for null it is Saturdays, Sundays and own holidays alone.
    /// </param>
    public RecipientCalendar Of(string? timeZone, string? country) =>
        new(Zone(timeZone), Weekend.Of(country), day => IsHoliday(day, country));

    private DateTimeZone Zone(string? id) =>
        (id is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)) ?? DateTimeZoneProviders.Tzdb[options.Value.DefaultTimeZone];

    private bool IsHoliday(LocalDate day, string? country)
    {
        if (holidays.Contains(day)) return true;
        if (country is null) return false;
        return NationalHolidays.Of(country, day.Year).Contains(day)
            || (holidaysByCountry.TryGetValue(country, out var own) && own.Contains(day));
    }

    private static HashSet<LocalDate> DaysOf(IEnumerable<string> dates) =>
        [.. dates.Select(date => LocalDatePattern.Iso.Parse(date).GetValueOrThrow())];
}
