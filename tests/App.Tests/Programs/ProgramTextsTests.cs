using System.Text.Json;
using Followup.Programs;
using Followup.Shared.Languages;

namespace Followup.Tests.Programs;

/// <summary>A program's texts in the languages of those who read them, and what it lacks to be asked about.</summary>
public sealed class ProgramTextsTests
{
    private const string Outcome =
        """{"id":"check-facts","statement":"Checks facts","indicator":"Names the source","targetFrequency":"often"}""";

    [Theory]
    [InlineData("en", "en", "T", "Checks facts")]
    [InlineData("de", "de", "KI prüfen", "Prüft Fakten")]
    [InlineData("ja", "en", "T", "Checks facts")]
    public void A_reader_gets_the_texts_in_the_language_or_else_as_they_were_written(
        string asked, string language, string title, string statement)
    {
        const string Translated = """
            {"title":"T","outcomes":[O],
             "translations":{"de":{"title":"KI prüfen","statements":{"check-facts":"Prüft Fakten"}}}}
            """;
        var program = Read(Translated.Replace("O", Outcome, StringComparison.Ordinal));

        var text = program.In(Language.Find(asked)!);

        Assert.Equal((language, title, statement), (text.Language.Tag, text.Title, text.StatementOf(program.Outcomes[0])));
    }

    [Fact]
    public void A_program_may_be_written_in_another_language_than_English()
    {
        var program = Read($$"""{"title":"T","outcomes":[{{Outcome}}],"language":"fr"}""");

        Assert.Equal("fr", program.In(Language.Find("ja")!).Language.Tag);
    }

    [Theory]
    [InlineData("""{"title":"T"}""", true)]
    [InlineData("""{"title":"T","outcomes":[]}""", true)]
    [InlineData("""{"title":"T","outcomes":[{"id":"a","statement":"S","targetFrequency":"often"}]}""", true)]
    [InlineData("""{"title":"T","outcomes":[O,{"id":"a","statement":"S","indicator":" ","targetFrequency":"often"}]}""", true)]
    [InlineData("""{"title":"T","outcomes":[O]}""", false)]
    public void Without_a_behavior_or_a_way_to_know_it_is_completion_data_only(string json, bool isDataOnly) =>
        Assert.Equal(isDataOnly, Read(json.Replace("O", Outcome, StringComparison.Ordinal)).IsCompletionDataOnly);

    private static ProgramDefinition Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ProgramReader.Read(document.RootElement).Program!;
    }
}
