using System.Text.Json;
using Followup.Programs;
using Followup.Shared.Http;
using Followup.Shared.Json;

namespace Followup.Tests.Programs;

/// <summary>What a program is called, and when and whether it asks.</summary>
public sealed class ProgramNamesTests
{
    private const string Outcome =
        """{"id":"check-facts","statement":"Checks facts","indicator":"Names the source","targetFrequency":"often"}""";

    [Theory]
    [InlineData("AI_101")]
    [InlineData("CRS 0001")]
    [InlineData("991")]
    [InlineData("/course/1")]
    [InlineData("urn:li:lyndaCourse:7")]
    [InlineData("KI prüfen")]
    public void An_alias_is_whatever_a_source_calls_the_program(string alias) =>
        Assert.Equal([alias], Read($$"""{"title":"T","outcomes":[{{Outcome}}],"aliases":[" {{alias}} "]}""").Program!.Aliases);

    [Fact]
    public void An_alias_has_up_to_200_characters()
    {
        Assert.NotNull(Of(200).Program);
        Assert.Equal("aliases[0]", Assert.Single(Of(201).Errors).Field);

        static (ProgramDefinition? Program, IReadOnlyList<FieldError> Errors) Of(int length) =>
            Read($$"""{"title":"T","outcomes":[{{Outcome}}],"aliases":["{{new string('a', length)}}"]}""");
    }

    [Theory]
    [InlineData("""["P0D","P14D","P28D"]""")]
    [InlineData("""["P28D","P0D","P2M"]""")]
    [InlineData("""["PT1M","PT5M","P0D","P14D"]""")] // by the clock, for trying it out
    public void Waves_a_fortnight_apart_are_fine(string waves) =>
        Assert.Empty(Read($$"""{"title":"T","outcomes":[{{Outcome}}],"waves":{{waves}}}""").Errors);

    [Theory]
    [InlineData("Evaluating AI\\noutput", "Evaluating AI output")]
    [InlineData("Evaluating AI \\r\\n output", "Evaluating AI output")]
    [InlineData("Evaluating\\tAI\\u2028output", "Evaluating AI output")]
    [InlineData("Evaluating\\u0000AI", "Evaluating AI")]
    [InlineData("\\ufeffEvalu\\u00adating \\u200bAI", "Evaluating AI")]
    [InlineData("\\u202eEvaluating", "Evaluating")]
    [InlineData("می\\u200cخواهم", "می\u200cخواهم")] // joins what its script joins
    public void A_title_a_statement_and_an_indicator_are_one_line(string sent, string kept)
    {
        var program = Read($$"""
            {"title":"{{sent}}","outcomes":[{"id":"a","statement":"{{sent}}","indicator":"{{sent}}","targetFrequency":"often"}],
             "translations":{"de":{"title":"{{sent}}","statements":{"a":"{{sent}}"} } } }
            """).Program!;

        var (outcome, german) = (program.Outcomes[0], program.Translations!["de"]);
        Assert.All(
            [program.Title, outcome.Statement, outcome.Indicator, german.Title, german.Statements["a"]],
            text => Assert.Equal(kept, text));
    }

    [Theory]
    [InlineData("", ProgramStatus.Active, null)]
    [InlineData(""","status":"active" """, ProgramStatus.Active, null)]
    [InlineData(""","status":"paused" """, ProgramStatus.Paused, "The program is paused.")]
    [InlineData(""","status":"retired" """, ProgramStatus.Retired, "The program is retired.")]
    public void A_program_says_whether_people_are_asked(string more, ProgramStatus status, string? nobodyIsAsked)
    {
        var program = Read($$"""{"title":"T","outcomes":[{{Outcome}}]{{more}}}""").Program!;

        Assert.Equal((status, nobodyIsAsked, nobodyIsAsked is null), (program.Status, program.NobodyIsAsked, program.IsAsking));
    }

    [Fact]
    public void A_program_that_says_nothing_new_is_stored_as_it_always_was()
    {
        const string Design =
            """{"roleSpecific":false,"ownTools":false,"practitionerInstructor":false,"mentor":false,"workflow":false}""";
        var stored = $$"""{"title":"T","outcomes":[{{Outcome}}],"aliases":[],"waves":["P42D"],"maxAge":"P1Y","design":{{Design}}"""
            + "}";

        Assert.Equal(stored, JsonSerializer.Serialize(Read(stored).Program, Wire.Json));
        Assert.Equal(stored, JsonSerializer.Serialize(
            Read($$"""{"title":"T","outcomes":[{{Outcome}}],"status":"active","repeatAfter":"P30D"}""").Program, Wire.Json));
    }

    [Theory]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P30D","P42D"]}""", "waves", "P30D and P42D are 12 days apart")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P0D","P13D"]}""", "waves", "P0D and P13D are 13 days apart")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P42D","P1M"]}""", "waves", "P1M and P42D are 11 days apart")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P1Y","P42D","P365D"]}""", "waves", "are 0 days apart")]
    [InlineData("""{"title":"T","outcomes":[O],"waves":["P84D","P42D","P90D"]}""", "waves", "P84D and P90D are 6 days apart")]
    [InlineData("""{"title":"T","outcomes":[O],"status":"closed"}""", "status", "'closed' is none of active, paused, retired")]
    [InlineData("""{"title":"T","outcomes":[O],"status":true}""", "status", "text")]
    [InlineData("""{"title":"T","outcomes":[O],"repeatAfter":"P1D"}""", "repeatAfter", "'P1D'")]
    [InlineData("""{"title":"T","outcomes":[O],"repeatAfter":"P3Y"}""", "repeatAfter", "P2Y")]
    [InlineData("""{"title":"T","outcomes":[O],"repeatAfter":"monthly"}""", "repeatAfter", "'monthly'")]
    public void When_and_whether_to_ask_is_refused_with_what_would_be_right(string json, string field, string says)
    {
        var (program, errors) = Read(json.Replace("O", Outcome, StringComparison.Ordinal));

        Assert.Null(program);
        var error = Assert.Single(errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(says, error.Reason, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Reason, StringComparison.Ordinal);
    }

    private static (ProgramDefinition? Program, IReadOnlyList<FieldError> Errors) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ProgramReader.Read(document.RootElement);
    }
}
