using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Followup.Shared.Languages;

/// <summary>
/// A language that pages and mails speak. Dates follow the long and full patterns of Unicode's CLDR, with Western digits in all of them;
/// the names of months and days are the culture's own.
/// </summary>
/// <param name="Tag">BCP 47.</param>
/// <param name="Name">As its speakers call it.</param>
public sealed record Language(string Tag, string Name, string LongDate, string FullDate, bool IsRightToLeft = false)
{
    public static readonly Language English = new("en", "English", "MMMM d, uuuu", "dddd, MMMM d, uuuu");

    public static readonly IReadOnlyList<Language> All =
    [
        English,
        new("de", "Deutsch", "d. MMMM uuuu", "dddd, d. MMMM uuuu"),
        new("fr", "Français", "d MMMM uuuu", "dddd d MMMM uuuu"),
        new("es", "Español", "d 'de' MMMM 'de' uuuu", "dddd, d 'de' MMMM 'de' uuuu"),
        new("ja", "日本語", "uuuu'年'M'月'd'日'", "uuuu'年'M'月'd'日'dddd"),
        new("ar", "العربية", "d MMMM uuuu", "dddd، d MMMM uuuu", IsRightToLeft: true),
    ];

    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    /// <summary>Where Arabic is written with Western digits, their separators are Western too.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo(Tag == "ar" ? "ar-AE" : Tag);

    public string Date(LocalDate day) => LocalDatePattern.Create(LongDate, Culture).Format(day);

    public string WeekdayAndDate(LocalDate day) => LocalDatePattern.Create(FullDate, Culture).Format(day);

    /// <summary>The language of a tag, by its first part: de-CH is German. Null for a language that we do not speak.</summary>
    public static Language? Find(string? tag)
    {
        var first = tag?.Split('-', '_')[0];
        return All.FirstOrDefault(language => language.Tag.Equals(first, StringComparison.OrdinalIgnoreCase));
    }
}
