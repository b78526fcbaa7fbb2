using System.Text.RegularExpressions;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Tests.Shared.Languages;

public sealed partial class WordsTests
{
    public static TheoryData<string> Tags => [.. Language.All.Select(language => language.Tag)];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Every_language_has_every_text_and_puts_in_the_same(string tag)
    {
        var (english, words) = (Words.In(Language.English), Words.In(Language.Find(tag)!));

        Assert.Equal(english.Keys.Order(), words.Keys.Order());
        Assert.All(english.Keys, key => Assert.Equal(Arguments(english[key]), Arguments(words[key])));
        Assert.All(words.Keys, key => Assert.NotEqual("", words[key].Trim()));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void No_language_is_left_in_English(string tag)
    {
        var (english, words) = (Words.In(Language.English), Words.In(Language.Find(tag)!));

        var untranslated = words.Keys.Where(key => words[key] == english[key]).ToList();

        Assert.True(tag == "en" || untranslated.Count <= 2, string.Join(", ", untranslated));
    }

    [Theory]
    [InlineData("en", "March 2, 2026", "Monday, March 2, 2026")]
    [InlineData("de", "2. März 2026", "Montag, 2. März 2026")]
    [InlineData("fr", "2 mars 2026", "lundi 2 mars 2026")]
    [InlineData("es", "2 de marzo de 2026", "lunes, 2 de marzo de 2026")]
    [InlineData("ja", "2026年3月2日", "2026年3月2日月曜日")]
    [InlineData("ar", "2 مارس 2026", "الاثنين، 2 مارس 2026")]
    public void Dates_are_written_as_in_the_language(string tag, string date, string withWeekday)
    {
        var language = Language.Find(tag)!;
        var day = new LocalDate(2026, 3, 2);

        Assert.Equal((date, withWeekday), (language.Date(day), language.WeekdayAndDate(day)));
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-CH", "de")]
    [InlineData("FR_ca", "fr")]
    [InlineData("JA", "ja")]
    [InlineData("it", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_is_found_by_the_first_part_of_its_tag(string? tag, string? found) =>
        Assert.Equal(found, Language.Find(tag)?.Tag);

    [Fact]
    public void A_text_that_is_missing_is_an_error_that_names_it()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => Words.In(Language.English)["no-such"]);

        Assert.Contains("words.en.json has no text 'no-such'", error.Message, StringComparison.Ordinal);
    }

    private static List<string> Arguments(string text) =>
        [.. Argument().Matches(text).Select(match => match.Value).Distinct().Order()];

    [GeneratedRegex(@"\{\d(:[^}]+)?\}")]
    private static partial Regex Argument();
}
