using System.Text.Json;
using Followup.Programs;
using Followup.Shared.Http;
using Followup.Shared.Keys;

namespace Followup.Tests.Programs;

public sealed class ProgramLintTests
{
    [Theory]
    [InlineData("en", "Checks AI output and tells the customer", "two behaviors")]
    [InlineData("en", "Uses the assistant or asks a colleague", "two behaviors")]
    [InlineData("en", "Understands how language models work", "nobody can see this")]
    [InlineData("en", "Uses AI more effectively", "nobody can see this")]
    [InlineData("en", "Always names the source", "how often is what the page asks")]
    [InlineData("en", "Correctly marks AI text", "which answer is right")]
    [InlineData("en", "I check AI output", "third person")]
    [InlineData("en", "Does this person check facts?", "question")]
    [InlineData("de", "Prüft Fakten und informiert den Kunden", "two behaviors")]
    [InlineData("de", "Versteht Sprachmodelle", "nobody can see this")]
    [InlineData("de", "Nennt immer die Quelle", "how often is what the page asks")]
    [InlineData("de", "Kennzeichnet KI-Texte korrekt", "which answer is right")]
    [InlineData("de", "Ich prüfe KI-Texte", "third person")]
    [InlineData("fr", "Vérifie les faits et informe le client", "two behaviors")]
    [InlineData("fr", "Comprend les modèles de langue", "nobody can see this")]
    [InlineData("fr", "Nomme toujours la source", "how often is what the page asks")]
    [InlineData("es", "Comprueba los datos y informa al cliente", "two behaviors")]
    [InlineData("es", "Entiende los modelos de lenguaje", "nobody can see this")]
    [InlineData("es", "Nombra siempre la fuente", "how often is what the page asks")]
    [InlineData("ja", "出典を確認していますか？", "question")]
    [InlineData("ar", "هل يراجع المصادر؟", "question")]
    public void What_asks_badly_is_warned_about_with_the_reason(string tag, string statement, string reason)
    {
        var warning = OnlyWarning(Program(tag, statement));

        Assert.Equal("outcomes[0].statement", warning.Field);
        Assert.Contains(reason, warning.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Checks AI output against a source before using it")]
    [InlineData("en", "Removes names and numbers from prompts")]
    [InlineData("en", "Compares summary and policy text line by line")]
    [InlineData("en", "Asks for a second opinion on AI drafts in claims over 5,000 euros")]
    [InlineData("de", "Prüft KI-Ergebnisse an einer Quelle, bevor sie verwendet werden")]
    [InlineData("de", "Entfernt Namen und Nummern aus Eingaben")]
    [InlineData("fr", "Vérifie les résultats de l’IA auprès d’une source avant de les utiliser")]
    [InlineData("es", "Comprueba los resultados de la IA con una fuente antes de usarlos")]
    [InlineData("ja", "AIの出力を使う前に出典で確かめている")]
    [InlineData("ar", "مراجعة مخرجات الذكاء الاصطناعي بالرجوع إلى مصدر قبل استخدامها")]
    public void A_behavior_that_can_be_seen_is_not_warned_about(string tag, string statement) =>
        Assert.Empty(ProgramLint.Warnings(Program(tag, statement)));

    [Fact]
    public void The_words_found_are_quoted()
    {
        var warnings = ProgramLint.Warnings(Program("en", "Checks it and tells the team"));

        Assert.StartsWith("“and tells”: these look like two behaviors", warnings[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_translation_is_read_in_its_own_language()
    {
        var german = new ProgramTexts("T", new Dictionary<string, string> { ["a"] = "Nennt stets die Quelle" });
        var program = Program("en", "Names the source") with
        {
            Translations = new Dictionary<string, ProgramTexts> { ["de"] = german },
        };

        Assert.Equal("translations.de.statements.a", OnlyWarning(program).Field);
    }

    [Fact]
    public void What_makes_a_program_completion_data_only_is_said()
    {
        var withoutIndicator = new Outcome("a", "Names the source", null, Frequency.Often);

        Assert.Equal("outcomes", OnlyWarning(new("T", [])).Field);
        Assert.Equal("outcomes[0].indicator", OnlyWarning(new("T", [withoutIndicator])).Field);
    }

    [Fact]
    public void More_than_six_behaviors_are_too_many()
    {
        var seven = Enumerable.Range(1, 7).Select(i => Outcome($"o{i}", "Names the source"));

        Assert.Equal("outcomes", OnlyWarning(new("T", [.. seven])).Field);
    }

    [Fact]
    public void An_indicator_that_repeats_the_statement_is_none()
    {
        var repeated = new Outcome("a", "Names the source", "names the source.", Frequency.Often);

        Assert.Contains("repeats", OnlyWarning(new("T", [repeated])).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_too_long_for_a_phone_is_said_to_be()
    {
        var program = Program("en", new string('x', 121));

        Assert.Contains("121 characters", OnlyWarning(program).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_program_asks_well()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "program.json");
        using var sample = JsonDocument.Parse(File.ReadAllText(file));

        Assert.Empty(ProgramLint.Warnings(ProgramReader.Read(sample.RootElement).Program!));
    }

    private static FieldError OnlyWarning(ProgramDefinition program) => Assert.Single(ProgramLint.Warnings(program));

    private static Outcome Outcome(string id, string statement) => new(id, statement, "One finds it in the file", Frequency.Often);

    private static ProgramDefinition Program(string tag, string statement) => new("T", [Outcome("a", statement)]) { Language = tag };
}
