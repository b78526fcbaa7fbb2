using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;
using PublicHoliday;

namespace Followup.Followups;

/// <summary>The public holidays of whole countries, as the library PublicHoliday reckons them.</summary>
public static class NationalHolidays
{
    /// <summary>The years whose holidays are known: .NET's Islamic calendar, which some of Turkey's follow, ends there.</summary>
    public const int FirstYear = 1901, LastYear = 2076;

    private static readonly FrozenDictionary<string, PublicHolidayCountryCode> Codes = Enum.GetValues<PublicHolidayCountryCode>()
        .Where(code => code is not PublicHolidayCountryCode.Po) // the library's other word for Poland; no country has it
        .ToFrozenDictionary(code => code.ToString(), StringComparer.OrdinalIgnoreCase);

    // at most 175 years of 38 countries
    private static readonly ConcurrentDictionary<(PublicHolidayCountryCode, int), FrozenSet<LocalDate>> Known = new();

    /// <summary>The countries that the library knows, as ISO 3166-1 alpha-2 codes in capitals.</summary>
    public static IEnumerable<string> Countries => Codes.Keys.Select(code => code.ToUpperInvariant());

    /// <summary>Those of one year; none of a country, or a year, that is not known.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, in capitals or not.</param>
    public static FrozenSet<LocalDate> Of(string country, int year) =>
        year is >= FirstYear and <= LastYear && Codes.TryGetValue(country, out var code)
            ? Known.GetOrAdd((code, year), static key => Compute(key.Item1, key.Item2))
            : [];

    /// <summary>The library's list of a year may end in the next, or begin in the one before: New Year's Day as observed.</summary>
    private static FrozenSet<LocalDate> Compute(PublicHolidayCountryCode code, int year)
    {
        var holidays = PublicHolidayFactory.GetPublicHolidayForCountry(code);
        var years = Enumerable.Range(year - 1, 3).Where(of => of is >= FirstYear and <= LastYear);
        return years.SelectMany(holidays.PublicHolidays).Select(LocalDate.FromDateTime).Where(day => day.Year == year).ToFrozenSet();
    }
}
