using Followup.Responses;
using Followup.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Followup.Tests.Responses;

public sealed class AnswerFormTests
{
    [Theory]
    [InlineData("almost-never", Frequency.AlmostNever)]
    [InlineData("rarely", Frequency.Rarely)]
    [InlineData("sometimes", Frequency.Sometimes)]
    [InlineData("often", Frequency.Often)]
    [InlineData("almost-always", Frequency.AlmostAlways)]
    public void A_frequency_is_read_by_its_name(string value, Frequency expected) =>
        Assert.Equal(expected, Read(Form(value)).Answers.Outcomes[0].Frequency);

    [Theory]
    [InlineData(Audience.Learner, "no-occasion")]
    [InlineData(Audience.Manager, "not-observed")]
    public void No_occasion_and_not_observed_are_missing_answers_not_zero(Audience audience, string value)
    {
        var posted = Read(Form(value), audience);

        Assert.Empty(posted.Errors);
        Assert.Equal(new OutcomeAnswer("check-facts", null), posted.Answers.Outcomes[0]);
    }

    [Fact]
    public void An_unanswered_behavior_is_named_by_its_field_and_the_others_are_kept()
    {
        var posted = Read(new() { ["outcome-protect-data"] = "often", ["barriers"] = "no-time", ["example"] = "One" });

        var error = Assert.Single(posted.Errors);
        Assert.Equal("outcome-check-facts", error.Field);
        Assert.Contains("Checks AI output against a source before using it", error.Reason, StringComparison.Ordinal);
        Assert.Equal([new OutcomeAnswer("protect-data", Frequency.Often)], posted.Answers.Outcomes);
        Assert.Equal(["no-time"], posted.Answers.Barriers);
        Assert.Equal("One", posted.Answers.Example);
    }

    [Theory]
    [InlineData(Audience.Learner, "not-observed")]
    [InlineData(Audience.Manager, "no-occasion")]
    [InlineData(Audience.Learner, "always")]
    [InlineData(Audience.Learner, "Often")]
    [InlineData(Audience.Learner, "3")]
    [InlineData(Audience.Learner, "often,rarely")]
    public void A_value_the_page_does_not_offer_is_refused(Audience audience, string value) =>
        Assert.Throws<FormatException>(() => Read(Form(value), audience));

    [Fact]
    public void Two_answers_to_one_behavior_are_refused() =>
        Assert.Throws<FormatException>(() => Read(Form(new StringValues(["often", "rarely"]))));

    [Fact]
    public void An_unknown_barrier_is_refused() =>
        Assert.Throws<FormatException>(() => Read(Form("often", ("barriers", "weather"))));

    [Fact]
    public void A_barrier_named_twice_counts_once() =>
        Assert.Equal(["tools"], Read(Form("often", ("barriers", new(["tools", "tools"])))).Answers.Barriers);

    [Fact]
    public void Managers_are_not_asked_for_barriers_so_none_is_kept() =>
        Assert.Empty(Read(Form("often", ("barriers", "tools")), Audience.Manager).Answers.Barriers);

    [Theory]
    [InlineData("  two lines\r\nof text \r\n", "two lines\nof text")]
    [InlineData("a\u0000b\u001b[31mc\td", "ab[31mcd")]
    [InlineData("Zoë checked 数字 🙂", "Zoë checked 数字 🙂")]
    [InlineData(" \r\n ", null)]
    [InlineData("", null)]
    public void Texts_are_trimmed_and_lose_control_characters_but_keep_their_lines(string typed, string? kept) =>
        Assert.Equal(kept, Read(Form("often", ("example", typed))).Answers.Example);

    [Fact]
    public void A_text_of_a_thousand_characters_is_taken() =>
        Assert.Empty(Read(Form("often", ("example", new string('a', 1000)))).Errors);

    [Theory]
    [InlineData("example")]
    [InlineData("help")]
    public void A_longer_text_is_an_error_that_says_by_how_much_and_loses_nothing(string field)
    {
        var posted = Read(Form("often", (field, new string('a', 1001))));

        var error = Assert.Single(posted.Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains("1001", error.Reason, StringComparison.Ordinal);
        Assert.Equal(1001, (field == "example" ? posted.Answers.Example : posted.Answers.Help)!.Length);
    }

    [Fact]
    public void A_line_break_counts_as_one_character_though_browsers_send_two() =>
        Assert.Empty(Read(Form("often", ("example", string.Concat(Enumerable.Repeat("a\r\n", 500))))).Errors);

    private static Posted Read(Dictionary<string, StringValues> form, Audience audience = Audience.Learner) =>
        AnswerForm.Read(new FormCollection(form), Samples.Program, audience);

    private static Dictionary<string, StringValues> Form(StringValues checkFacts, params (string Field, StringValues Value)[] others)
    {
        var form = new Dictionary<string, StringValues> { ["outcome-check-facts"] = checkFacts, ["outcome-protect-data"] = "often" };
        foreach (var (field, value) in others) form[field] = value;
        return form;
    }
}
