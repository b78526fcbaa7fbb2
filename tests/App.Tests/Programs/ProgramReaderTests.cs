using System.Text.Json;
using Followup.Programs;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Tests.Programs;

public sealed class ProgramReaderTests
{
    private const string Outcome =
        """{"id":"check-facts","statement":"Checks facts","indicator":"Names the source","targetFrequency":"often"}""";

    [Fact]
    public void A_program_reads_as_it_was_sent()
    {
        var program = Read($$"""
            { "title": "Evaluating AI output", "waves": ["P0D", "P3M"],
              "aliases": ["https://lms.example/course/ai-eval", "urn:li:lyndaCourse:7"],
              "maxAge": "P1Y", "outcomes": [{{Outcome}}], "design": { "roleSpecific": true, "workflow": true } }
            """).Program!;

        Assert.Equal("Evaluating AI output", program.Title);
        Assert.Equal(["https://lms.example/course/ai-eval", "urn:li:lyndaCourse:7"], program.Aliases);
        Assert.Equal(["P0D", "P3M"], program.Waves);
        Assert.Equal("P1Y", program.MaxAge);
        Assert.Equal([new Outcome("check-facts", "Checks facts", "Names the source", Frequency.Often)], program.Outcomes);
        Assert.Equal(new ProgramDesign(RoleSpecific: true, Workflow: true), program.Design);
    }

    [Fact]
    public void What_is_left_out_is_one_wave_after_six_weeks_and_half_a_year_of_age()
    {
        var program = Read($$"""{"title":"T","outcomes":[{{Outcome}}],"aliases":null}""").Program!;

        Assert.Equal(["P42D"], program.Waves);
        Assert.Equal(("P1Y", new ProgramDesign()), (program.MaxAge, program.Design));
        Assert.Empty(program.Aliases);
    }

    [Theory]
    [InlineData("", Grouping.Department, false, false, 0.3, null)]
    [InlineData(""","groupedBy":null,"agreement":null,"fewestHeard":null""", Grouping.Department, false, false, 0.3, null)]
    [InlineData(""","groupedBy":"department","atLeastHalf":false,"fewestHeard":0.30""", Grouping.Department, false, false, 0.3, null)]
    [InlineData(""","groupedBy":"role","agreement":true""", Grouping.Role, true, false, 0.3, null)]
    [InlineData(""","groupedBy":"none","atLeastHalf":true,"fewestHeard":0.5""", Grouping.None, false, true, 0.5, 0.5)]
    [InlineData(""","fewestHeard":0""", Grouping.Department, false, false, 0, 0.0)]
    [InlineData(""","fewestHeard":-0.0""", Grouping.Department, false, false, 0, 0.0)]
    [InlineData(""","fewestHeard":1""", Grouping.Department, false, false, 1, 1.0)]
    public void What_is_told_of_a_program_is_its_own_choice_and_the_usual_one_is_not_stored(
        string more, Grouping groupedBy, bool agreement, bool atLeastHalf, double least, double? stored)
    {
        var program = Read($$"""{"title":"T","outcomes":[{{Outcome}}]{{more}}}""").Program!;

        Assert.Equal((groupedBy, agreement, atLeastHalf), (program.GroupedBy, program.Agreement, program.AtLeastHalf));
        Assert.Equal((least, stored), (program.LeastResponseRate, program.FewestHeard));
        var kept = JsonSerializer.Serialize(program, Wire.Json);
        Assert.Equal(stored is not null, kept.Contains("fewestHeard", StringComparison.Ordinal));
        Assert.DoesNotContain("\"department\"", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("-0", kept, StringComparison.Ordinal);
        Assert.Equal(agreement, ProgramLint.Warnings(program).Any(warning => warning.Field == "agreement"));
    }

    [Theory]
    [InlineData("P6W", "P42D")]
    [InlineData("P42D", "P42D")]
    [InlineData("P1M", "P1M")] // a month is no number of days
    [InlineData("P2Y", "P2Y")]
    [InlineData("P0D", "P0D")]
    public void A_wave_is_kept_in_one_form(string sent, string kept) =>
        Assert.Equal([kept], Read($$"""{"title":"T","waves":["{{sent}}"],"outcomes":[{{Outcome}}]}""").Program!.Waves);

    [Theory]
    [InlineData("""{"outcomes":[O]}""", "title", "required")]
    [InlineData("""{"title":"  ","outcomes":[O]}""", "title", "required")]
    [InlineData("""{"title":7,"outcomes":[O]}""", "title", "text")]
    [InlineData("""{"title":"T","outcomes":[O,O,O,O,O,O,O,O,O,O,O]}""", "outcomes", "10 is the most")]
    [InlineData("""{"title":"T","outcomes":[O,O]}""", "outcomes", "'check-facts'")]
    [InlineData("""{"title":"T","outcomes":"none"}""", "outcomes", "list")]
    [InlineData("""{"title":"T","outcomes":["none"]}""", "outcomes[0]", "object")]
    [InlineData(
        """{"title":"T","outcomes":[{"id":"a","statement":"S","indicator":7,"targetFrequency":"often"}]}""",
        "outcomes[0].indicator",
        "text")]
    [InlineData("""{"title":"T","outcomes":[O],"language":"it"}""", "language", "en, de, fr, es, ja, ar")]
    [InlineData("""{"title":"T","outcomes":[O],"language":"de-CH"}""", "language", "en, de, fr, es, ja, ar")]
    [InlineData("""{"title":"T","outcomes":[O],"translations":{"it":{}}}""", "translations.it", "known here are en, de")]
    [InlineData(
        """{"title":"T","outcomes":[O],"translations":{"en":{"title":"T","statements":{"check-facts":"S"}}}}""",
        "translations.en",
        "own language")]
    [InlineData(
        """{"title":"T","outcomes":[O],"language":"de","translations":{"de":{"title":"T","statements":{"check-facts":"S"}}}}""",
        "translations.de",
        "own language")]
    [InlineData(
        """{"title":"T","outcomes":[O],"translations":{"de":{"statements":{"check-facts":"S"}}}}""",
        "translations.de.title",
        "required")]
    [InlineData("""{"title":"T","outcomes":[O],"translations":{"de":{"title":"T"}}}""", "translations.de.statements", "each outcome")]
    [InlineData(
        """{"title":"T","outcomes":[O],"translations":{"de":{"title":"T","statements":{}}}}""",
        "translations.de.statements.check-facts",
        "required")]
    [InlineData(
        """{"title":"T","outcomes":[O],"translations":{"de":{"title":"T","statements":{"check-facts":"S","other":"S"}}}}""",
        "translations.de.statements.other",
        "known here")]
    [InlineData(
        """{"title":"T","outcomes":[{"id":"a","indicator":"I","targetFrequency":"often"}]}""",
        "outcomes[0].statement",
        "which behavior")]
    [InlineData(
        """{"title":"T","outcomes":[{"id":"A b","statement":"S","indicator":"I","targetFrequency":"often"}]}""",
        "outcomes[0].id",
        "lower-case")]
    [InlineData(
        """{"title":"T","outcomes":[{"id":"a","statement":"S","indicator":"I","targetFrequency":"daily"}]}""",
        "outcomes[0].targetFrequency",
        "almost-never, rarely, sometimes, often, almost-always")]
    [InlineData("""{"title":"T","outcomes":[O],"aliases":["a"," "]}""", "aliases[1]", "blank")]
    [InlineData("""{"title":"T","outcomes":[O],"aliases":["a\nb"]}""", "aliases[0]", "line break")]
    [InlineData("""{"title":"T","outcomes":[O],"aliases":["a\u0000"]}""", "aliases[0]", "control character")]
    [InlineData("""{"title":"\u200b\ufeff","outcomes":[O]}""", "title", "required")]
    [InlineData("""{"title":"T","outcomes":[O],"aliases":["urn:a:1",5]}""", "aliases", "texts")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":[]}""", "waves", "1 to 6")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P1D","P2D","P3D","P4D","P5D","P6D","P7D"]}""", "waves", "1 to 6")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P6W","P42D"]}""", "waves", "the same")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P42D","six weeks"]}""", "waves[1]", "'six weeks'")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["PT24H"]}""", "waves[0]", "whole days")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["PT30S"]}""", "waves[0]", "whole days")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["PT-5M"]}""", "waves[0]", "whole days")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P1DT1H"]}""", "waves[0]", "whole days")]
    [InlineData("""{"title":"T","outcomes":[O],"maxAge":"PT1H"}""", "maxAge", "whole days")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P-1D"]}""", "waves[0]", "P0D")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P2Y1D"]}""", "waves[0]", "P2Y")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P1M-5D"]}""", "waves[0]", "P0D")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P99999Y"]}""", "waves[0]", "P2Y")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P2147483647D"]}""", "waves[0]", "P2Y")]
    [InlineData("""{"title":"\ud800","outcomes":[O]}""", "$", "Unicode")]
    [InlineData("""{"title":"T","outcomes":[O],"maxAge":"long"}""", "maxAge", "'long'")]
    [InlineData("""{"title":"T","outcomes":[O],"groupedBy":"country"}""", "groupedBy", "'country' is none of department, role, none")]
    [InlineData("""{"title":"T","outcomes":[O],"groupedBy":["role"]}""", "groupedBy", "text")]
    [InlineData("""{"title":"T","outcomes":[O],"agreement":"yes"}""", "agreement", "true or false")]
    [InlineData("""{"title":"T","outcomes":[O],"atLeastHalf":1}""", "atLeastHalf", "true or false")]
    [InlineData("""{"title":"T","outcomes":[O],"fewestHeard":1.01}""", "fewestHeard", "1.01 is no number from 0 to 1")]
    [InlineData("""{"title":"T","outcomes":[O],"fewestHeard":-0.1}""", "fewestHeard", "-0.1 is no number from 0 to 1")]
    [InlineData("""{"title":"T","outcomes":[O],"fewestHeard":1e999}""", "fewestHeard", "1e999 is no number from 0 to 1")]
    [InlineData("""{"title":"T","outcomes":[O],"fewestHeard":30}""", "fewestHeard", "30 is no number from 0 to 1")]
    [InlineData("""{"title":"T","outcomes":[O],"fewestHeard":"0.3"}""", "fewestHeard", "\"0.3\" is no number from 0 to 1")]
    [InlineData("""{"title":"T","outcomes":[O],"design":{"mentor":"yes"}}""", "design.mentor", "true or false")]
    [InlineData("""{"title":"T","outcomes":[O],"design":{"mentors":true}}""", "design.mentors", "known here")]
    [InlineData("""{"title":"T","outcomes":[O],"alias":["urn:a:1"]}""", "alias", "known here are title, outcomes, aliases")]
    [InlineData("[]", "$", "object")]
    public void What_is_wrong_is_named_with_its_place_and_what_would_be_right(string json, string field, string says)
    {
        var (program, errors) = Read(json.Replace("O", Outcome, StringComparison.Ordinal));

        Assert.Null(program);
        Assert.Contains(errors, error => error.Field == field && error.Reason.Contains(says, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.EndsWith(".", error.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_may_be_as_long_as_a_sentence_and_no_longer()
    {
        Assert.NotNull(Read(Sized(200, 300)).Program);
        Assert.Equal(["title", "outcomes[0].indicator"], Read(Sized(201, 301)).Errors.Select(error => error.Field));

        static string Sized(int title, int indicator) => $$"""
            {"title":"{{new string('t', title)}}",
             "outcomes":[{"id":"a","statement":"S","indicator":"{{new string('i', indicator)}}","targetFrequency":"often"}]}
            """;
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(
        ["title", "outcomes[0].targetFrequency", "aliases[0]", "waves[0]", "wave"],
        Read("""{"wave":"P42D","waves":["x"],"aliases":[""],"outcomes":[{"id":"a","statement":"S","targetFrequency":"z"}]}""")
            .Errors.Select(error => error.Field));

    [Fact]
    public void Our_own_answer_edited_may_be_sent_back()
    {
        var (_, errors) = Read(
            $$"""{"id":"ai-eval","version":3,"completionDataOnly":false,"warnings":[],"title":"T","outcomes":[{{Outcome}}]}""");

        Assert.Empty(errors);
    }

    private static (ProgramDefinition? Program, IReadOnlyList<FieldError> Errors) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ProgramReader.Read(document.RootElement);
    }
}
