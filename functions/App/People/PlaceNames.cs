using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Followup.People;

/// <summary>Languages, countries and time zones as HR systems write them.</summary>
public static class PlaceNames
{
    /// <summary>
    /// Other names of the languages that we speak: in English, their own, ISO 639-2, and the number by which Windows knows them.
    /// </summary>
    private static readonly Dictionary<string, string> OtherNames = ByName(
        ("en", "english eng englisch anglais inglés 1033 2057"),
        ("de", "german deutsch ger deu 1031 2055 3079"),
        ("fr", "french français francais fre fra 1036 3084"),
        ("es", "spanish español espanol spa 1034 3082 2058"),
        ("ja", "japanese 日本語 jpn jp 1041"),
        ("ar", "arabic العربية ara 1025 14337"));

    private static readonly HashSet<string> Tags =
        [.. CultureInfo.GetCultures(CultureTypes.NeutralCultures).Select(culture => culture.TwoLetterISOLanguageName)];

    private static readonly HashSet<string> Countries =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName)
            .Where(name => name.Length == 2 && char.IsAsciiLetter(name[0])),
    ];

    /// <summary>The tag to keep, and what is to be said about it; neither for a language that we speak by its tag.</summary>
    public static (string? Tag, string? Warning) Language(string text)
    {
        var spoken = string.Join(", ", Shared.Languages.Language.All.Select(language => language.Tag));
        if (Shared.Languages.Language.Find(text) is not null) return (text, null);
        if (OtherNames.TryGetValue(text, out var tag)) return (tag, $"This is read as {tag}; write the BCP 47 tag: {spoken}.");
        return Tags.Contains(text.Split('-', '_')[0].ToLowerInvariant())
            ? (text, $"Mails and pages speak {spoken}; until they speak this one, the language of the brand is used.")
            : (null, $"This is no BCP 47 tag of a language, and is not stored; mails and pages speak {spoken}.");
    }

    /// <summary>Null for what is no ISO 3166-1 alpha-2 code.</summary>
    public static string? Country(string text) => text.ToUpperInvariant() is var code && Countries.Contains(code) ? code : null;

    /// <summary>HR systems give IANA or Windows names of time zones; IANA names are kept. Null for neither.</summary>
    public static string? TimeZone(string name)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null) return name;
        return TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var iana) ? iana : null;
    }

    private static Dictionary<string, string> ByName(params (string Tag, string Names)[] languages) => languages
        .SelectMany(language => language.Names.Split(' '), (language, name) => KeyValuePair.Create(name, language.Tag))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);
}
