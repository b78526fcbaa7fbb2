using System.Collections.Frozen;
using NodaTime;
using static NodaTime.IsoDayOfWeek;

namespace Followup.Followups;

/// <summary>The days of the week on which offices of a country are closed.</summary>
/// <remarks>
/// From weekData in CLDR 48's supplemental data. Beyond it: Bangladesh, the Maldives and Palestine (Friday and Saturday), Djibouti and
/// Somalia (Friday), Brunei (Friday and Sunday) and Nepal (Saturday), which CLDR leaves at Saturday and Sunday. India and Uganda, where it
/// has the Sunday alone, are left at both days: people who are trained work in offices, which mostly close on Saturdays too. In the
/// Emirates it has been Saturday and Sunday since 2022; the morning of a Friday is worked.
/// </remarks>
public sealed class Weekend
{
    private static readonly Weekend SaturdayAndSunday = new(Saturday, Sunday);

    private static readonly FrozenDictionary<string, Weekend> Others = ByCountry(
        ("BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE", new(Friday, Saturday)),
        ("AF", new(Thursday, Friday)),
        ("DJ IR SO", new(Friday)),
        ("BN", new(Friday, Sunday)),
        ("NP", new(Saturday)));

    private readonly IsoDayOfWeek[] days;

    private Weekend(params IsoDayOfWeek[] days) => this.days = days;

    /// <param name="country">ISO 3166-1 alpha-2, in capitals or not; Saturday and Sunday for none.</param>
    public static Weekend Of(string? country) => country is null ? SaturdayAndSunday : Others.GetValueOrDefault(country, SaturdayAndSunday);

    public bool Contains(IsoDayOfWeek day) => days.AsSpan().Contains(day);

    private static FrozenDictionary<string, Weekend> ByCountry(params (string Countries, Weekend Weekend)[] table) => table
        .SelectMany(row => row.Countries.Split(' '), (row, country) => KeyValuePair.Create(country, row.Weekend))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
