using Followup.Cards;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Followup.Tests.Cards;

public sealed class AnswerFormTests
{
    [Theory]
    [InlineData("almost-never", Frequency.AlmostNever)]
    [InlineData("rarely", Frequency.Rarely)]
    [InlineData("sometimes", Frequency.Sometimes)]
    [InlineData("often", Frequency.Often)]
    [InlineData("almost-always", Frequency.AlmostAlways)]
    public void A_frequency_is_read_by_its_name(string value, Frequency expected) =>
        Assert.Equal(expected, Read(Form(value)).Answers!.Outcomes[0].Frequency);

    [Theory]
    [InlineData(Audience.Learner, "no-occasion")]
    [InlineData(Audience.Manager, "not-observed")]
    public void No_occasion_and_not_observed_are_missing_answers_not_zero(Audience audience, string value)
    {
        var posted = Read(Form(value), audience);

        Assert.Empty(posted.Errors);
        Assert.Equal(new OutcomeAnswer("check-facts", null), posted.Answers!.Outcomes[0]);
    }

    [Theory]
    [InlineData(Audience.Learner, "no")]
    [InlineData(Audience.Manager, "not-observed")]
    public void Without_any_occasion_nothing_more_is_asked_and_all_is_missing(Audience audience, string first)
    {
        // a browser sends what was chosen before along, though it is hidden by now
        var posted = Read(Form("often", ("first", first)), audience);

        Assert.Empty(posted.Errors);
        Assert.Equal([new OutcomeAnswer("check-facts"), new("protect-data")], posted.Answers!.Outcomes);
        Assert.False(posted.Answers.OneForAll);
    }

    [Fact]
    public void A_manager_may_answer_for_all_behaviors_at_once()
    {
        var posted = Read(new() { ["first"] = "sometimes" }, Audience.Manager);

        Assert.Equal([new OutcomeAnswer("check-facts", Frequency.Sometimes), new("protect-data", Frequency.Sometimes)], posted.Answers!.Outcomes);
        Assert.True(posted.Answers.OneForAll);
    }

    [Fact]
    public void What_a_manager_answers_one_by_one_is_not_one_for_all() =>
        Assert.False(Read(Form("often"), Audience.Manager).Answers!.OneForAll);

    [Fact]
    public void With_one_behavior_the_first_question_is_the_only_one()
    {
        var program = Samples.Program with { Outcomes = [Samples.CheckFacts] };
        var form = new FormCollection(new() { ["first"] = "often" });

        var answers = AnswerForm.Read(form, program, Audience.Manager, Samples.English).Answers!;

        Assert.Equal([new OutcomeAnswer("check-facts", Frequency.Often)], answers.Outcomes);
        Assert.False(answers.OneForAll);
        Assert.Throws<FormatException>(() => AnswerForm.Read(new FormCollection(new() { ["first"] = "differs" }), program, Audience.Manager, Samples.English));
    }

    [Theory]
    [InlineData(Audience.Learner)]
    [InlineData(Audience.Manager)]
    public void The_first_question_must_be_answered_and_what_else_was_chosen_is_kept(Audience audience)
    {
        var posted = Read(Form("often", ("first", "")), audience);

        Assert.Equal("first", Assert.Single(posted.Errors).Field);
        Assert.Null(posted.Answers);
        Assert.Equal("often", posted.FormValues.Outcomes["check-facts"]);
    }

    [Fact]
    public void An_unanswered_behavior_is_named_by_its_field_and_the_others_are_kept()
    {
        var posted = Read(new() { ["first"] = "yes", ["outcome-protect-data"] = "rarely", ["barriers"] = "no-time", ["example"] = "One" });

        var error = Assert.Single(posted.Errors);
        Assert.Equal("outcome-check-facts", error.Field);
        Assert.Contains("Checks AI output against a source before using it", error.Reason, StringComparison.Ordinal);
        Assert.Null(posted.Answers);
        Assert.Equal(("yes", "rarely", "One"), (posted.FormValues.First, posted.FormValues.Outcomes["protect-data"], posted.FormValues.Example));
        Assert.Equal(["no-time"], posted.FormValues.Barriers);
    }

    [Theory]
    [InlineData(Audience.Learner, "not-observed")]
    [InlineData(Audience.Manager, "no-occasion")]
    [InlineData(Audience.Learner, "always")]
    [InlineData(Audience.Learner, "Often")]
    [InlineData(Audience.Learner, "3")]
    [InlineData(Audience.Learner, "often,rarely")]
    public void A_value_the_page_does_not_offer_is_refused(Audience audience, string value)
    {
        Assert.Throws<FormatException>(() => Read(Form(value), audience));
        Assert.Throws<FormatException>(() => Read(Form("often", ("first", audience == Audience.Learner ? value : "yes")), audience));
    }

    [Fact]
    public void Two_answers_to_one_behavior_are_refused() =>
        Assert.Throws<FormatException>(() => Read(Form(new StringValues(["often", "rarely"]))));

    [Fact]
    public void An_unknown_barrier_is_refused() =>
        Assert.Throws<FormatException>(() => Read(Form("often", ("barriers", "weather"))));

    [Fact]
    public void A_barrier_named_twice_counts_once() =>
        Assert.Equal(["tools"], Read(Form("rarely", ("barriers", new(["tools", "tools"])))).Answers!.Barriers);

    [Theory]
    [InlineData("yes", "rarely", true)]
    [InlineData("yes", "almost-never", true)]
    [InlineData("yes", "sometimes", false)]
    [InlineData("yes", "no-occasion", false)]
    [InlineData("no", "often", true)]
    public void Barriers_count_where_something_is_rare_or_there_was_no_occasion(string first, string frequency, bool isKept) =>
        Assert.Equal(isKept ? ["tools"] : [], Read(Form(frequency, ("first", first), ("barriers", "tools"))).Answers!.Barriers);

    [Fact]
    public void Managers_are_not_asked_for_barriers_so_none_is_kept() =>
        Assert.Empty(Read(Form("rarely", ("barriers", "tools")), Audience.Manager).Answers!.Barriers);

    [Theory]
    [InlineData("  two lines\r\nof text \r\n", "two lines\nof text")]
    [InlineData("a\u0000b\u001b[31mc\td", "ab[31mcd")]
    [InlineData("Zoë checked 数字 🙂", "Zoë checked 数字 🙂")]
    [InlineData(" \r\n ", null)]
    [InlineData("", null)]
    public void Texts_are_trimmed_and_lose_control_characters_but_keep_their_lines(string typed, string? kept) =>
        Assert.Equal(kept, Read(Form("often", ("example", typed))).Answers!.Example);

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
        Assert.Contains("1,001", error.Reason, StringComparison.Ordinal);
        Assert.Equal(1001, (field == "example" ? posted.FormValues.Example : posted.FormValues.Help)!.Length);
    }

    [Fact]
    public void A_line_break_counts_as_one_character_though_browsers_send_two() =>
        Assert.Empty(Read(Form("often", ("example", string.Concat(Enumerable.Repeat("a\r\n", 500))))).Errors);

    [Theory]
    [InlineData(Audience.Learner, "yes", "often")]
    [InlineData(Audience.Learner, "yes", "no-occasion")]
    [InlineData(Audience.Learner, "no", null)]
    [InlineData(Audience.Manager, "differs", "often")]
    [InlineData(Audience.Manager, "differs", "not-observed")]
    [InlineData(Audience.Manager, "rarely", null)]
    [InlineData(Audience.Manager, "not-observed", null)]
    public void What_was_saved_fills_the_form_as_it_was(Audience audience, string first, string? each)
    {
        var form = each is null ? new() { ["first"] = first } : Form(each, ("first", first));

        var filled = FormValues.Of(Read(form, audience).Answers!, audience);

        Assert.Equal((first, each), (filled.First, filled.Outcomes.GetValueOrDefault("check-facts")));
    }

    [Theory]
    [InlineData(Audience.Learner, "yes", "yes")]
    [InlineData(Audience.Learner, "often", null)]
    [InlineData(Audience.Manager, "often", "often")]
    [InlineData(Audience.Manager, "<b>", null)]
    [InlineData(Audience.Manager, null, null)]
    public void A_link_fills_in_only_what_the_page_offers(Audience audience, string? first, string? filled) =>
        Assert.Equal(filled, FormValues.Preselected(first, Samples.Program, audience).First);

    private static Posted Read(Dictionary<string, StringValues> form, Audience audience = Audience.Learner)
    {
        form.TryAdd("first", audience == Audience.Learner ? "yes" : "differs");
        return AnswerForm.Read(new FormCollection(form), Samples.Program, audience, Samples.English);
    }

    private static Dictionary<string, StringValues> Form(StringValues checkFacts, params (string Field, StringValues Value)[] others)
    {
        var form = new Dictionary<string, StringValues> { ["outcome-check-facts"] = checkFacts, ["outcome-protect-data"] = "often" };
        foreach (var (field, value) in others) form[field] = value;
        return form;
    }
}
