using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Followup.Followups;

internal sealed class CalendarOptionsValidator : IValidateOptions<CalendarOptions>
{
    // every country where somebody lives has a time zone
    private static readonly HashSet<string> Countries =
        new(TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(location => location.CountryCode), StringComparer.OrdinalIgnoreCase);

    public ValidateOptionsResult Validate(string? name, CalendarOptions options)
    {
        List<string> failures =
        [
            .. WrongDays("Calendar:Holidays", options.Holidays),
            .. options.HolidaysByCountry.Keys.Where(country => !Countries.Contains(country)).Select(NoCountry),
            .. options.HolidaysByCountry.SelectMany(of => WrongDays($"Calendar:HolidaysByCountry:{of.Key}", of.Value)),
        ];
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.DefaultTimeZone) is null)
        {
            failures.Add(
                $"Calendar:DefaultTimeZone is \"{options.DefaultTimeZone}\", which is no IANA time zone; use one such as Europe/Berlin.");
        }
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static string NoCountry(string name) =>
        $"Calendar:HolidaysByCountry has \"{name}\", which is no country; use its ISO 3166-1 code of two letters, such as DE or GB.";

    private static IEnumerable<string> WrongDays(string setting, IEnumerable<string> days) => days.Index()
        .Where(day => !LocalDatePattern.Iso.Parse(day.Item).Success)
        .Select(day => $"{setting}:{day.Index} is \"{day.Item}\", which is no day; use an ISO date such as 2026-12-24.");
}
