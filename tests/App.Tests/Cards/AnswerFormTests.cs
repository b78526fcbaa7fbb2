using Followup.Cards;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using static Followup.Tests.Cards.Forms;

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

        Assert.Equal(
            [new OutcomeAnswer("check-facts", Frequency.Sometimes), new("protect-data", Frequency.Sometimes)],
            posted.Answers!.Outcomes);
        Assert.True(posted.Answers.OneForAll);
    }

    [Fact]
    public void What_a_manager_answers_one_by_one_is_not_one_for_all() =>
        Assert.False(Read(Form("often"), Audience.Manager).Answers!.OneForAll);

    [Fact]
    public void With_one_behavior_the_first_question_is_the_only_one()
    {
        var program = Samples.Program with { Outcomes = [Samples.CheckFacts] };

        var answers = ReadFirst("often").Answers!;

        Assert.Equal([new OutcomeAnswer("check-facts", Frequency.Often)], answers.Outcomes);
        Assert.False(answers.OneForAll);
        Assert.Throws<FormatException>(() => ReadFirst("differs"));

        Posted ReadFirst(string value)
        {
            var form = new FormCollection(new() { ["first"] = value });
            return AnswerForm.Read(form, program, Audience.Manager, Samples.English);
        }
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
        var posted = Read(new()
        {
            ["first"] = "yes",
            ["outcome-protect-data"] = "rarely",
            ["barriers"] = "no-time",
            ["example"] = "One",
        });

        var error = Assert.Single(posted.Errors);
        Assert.Equal("outcome-check-facts", error.Field);
        Assert.Contains("Checks AI output against a source before using it", error.Reason, StringComparison.Ordinal);
        Assert.Null(posted.Answers);
        var kept = posted.FormValues;
        Assert.Equal(("yes", "rarely", "One"), (kept.First, kept.Outcomes["protect-data"], kept.Example));
        Assert.Equal(["no-time"], kept.Barriers);
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
        var first = audience == Audience.Learner ? value : "yes";
        Assert.Throws<FormatException>(() => Read(Form("often", ("first", first)), audience));
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
}
