using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Cards;
using Followup.Responses.Pages;
using Followup.Shared.Keys;

namespace Followup.Tests.Responses.Pages;

public sealed class ManagerPageTests
{
    private static readonly Card Ada = Samples.Card(Audience.Manager);
    private static readonly Card Alan = Samples.Card(Audience.Manager, number: 2, name: "Alan Turing");
    private static readonly Card AdaSaved = Ada.Answering(Samples.Answered with { Barriers = [] });

    [Fact]
    public async Task Each_report_is_a_card_with_a_form_and_a_button_of_its_own()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada, Alan]);

        Assert.Equal(["Ada Lovelace", "Alan Turing"], page.QuerySelectorAll(".card h2").Select(heading => heading.Words()));
        Assert.Equal(2, AnswerForms(page).Count);
        Assert.All(AnswerForms(page), form => Assert.Single(form.QuerySelectorAll("button")));
        Assert.Contains("Monday, March 2, 2026", page.Body!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_say_whom_they_save()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan]);

        Assert.Equal(
            ["Save changes", "Save for Alan Turing", "Not my report any more", "Has left"],
            page.QuerySelectorAll("button").Select(button => button.Words()));
    }

    [Fact]
    public async Task The_first_question_is_about_all_behaviors_and_lists_them()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada]);
        var first = page.QuerySelector("fieldset")!;

        Assert.Equal("In the last two weeks, how often did you see Ada Lovelace do this?", first.QuerySelector("legend")!.Words());
        Assert.Equal(
            Samples.Program.Outcomes.Select(outcome => outcome.Statement),
            first.QuerySelectorAll("li").Select(item => item.Words()));
        Assert.Equal(
            ["almost-never", "rarely", "sometimes", "often", "almost-always", "differs", "not-observed"],
            first.Inputs("radio").Select(radio => radio.Value));
    }

    [Fact]
    public async Task With_one_behavior_there_is_one_question()
    {
        var program = Samples.Program with { Outcomes = [Samples.CheckFacts] };
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Samples.Card(Audience.Manager, program: program)]);

        var question = Assert.Single(page.QuerySelectorAll("fieldset"));
        Assert.DoesNotContain("differs", question.Inputs("radio").Select(radio => radio.Value));
    }

    [Fact]
    public async Task Each_behavior_has_the_five_frequencies_and_could_not_observe()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada]);
        var questions = page.QuerySelectorAll(".each fieldset").ToList();

        Assert.Equal(2, questions.Count);
        Assert.All(questions, group => Assert.Equal(
            ["almost-never", "rarely", "sometimes", "often", "almost-always", "not-observed"],
            group.Inputs("radio").Select(radio => radio.Value)));
        Assert.Equal(3, page.QuerySelectorAll("label").Count(label => label.Words() == "I could not observe this"));
    }

    [Fact]
    public async Task Barriers_are_the_learners_to_name()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada]);

        Assert.Empty(page.Inputs("checkbox"));
    }

    [Fact]
    public async Task The_texts_are_folded_away_until_there_is_something_in_them()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan]);

        Assert.Equal([true, false], page.QuerySelectorAll<IHtmlDetailsElement>("form details").Select(folded => folded.IsOpen));
    }

    [Fact]
    public async Task The_texts_are_unfolded_where_one_is_too_long_so_that_the_link_to_it_lands()
    {
        var posted = Ada with { Errors = [new("help", "Shorten it")] };
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [posted]);

        Assert.True(page.QuerySelector<IHtmlDetailsElement>("form details")!.IsOpen);
    }

    [Fact]
    public async Task A_saved_card_is_marked_and_shows_its_answers_and_the_others_are_untouched()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan], new(PostNoticeKind.Saved, AdaSaved));

        var cards = page.QuerySelectorAll(".card").ToList();
        Assert.Equal(["differs", "often", "not-observed"], cards[0].Chosen("radio"));
        Assert.Contains("Answered", cards[0].Words(), StringComparison.Ordinal);
        Assert.False(((IHtmlDetailsElement)cards[0]).IsOpen);
        Assert.DoesNotContain(cards[1].Inputs("radio"), radio => radio.IsChecked);
        Assert.DoesNotContain("Answered", cards[1].Words(), StringComparison.Ordinal);
        Assert.Contains("1 of 2 answered", page.Body!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_saving_one_the_next_that_is_open_follows_what_says_so()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan], new(PostNoticeKind.Saved, AdaSaved));
        var notice = page.GetElementById("done")!;

        Assert.Contains("Saved for Ada Lovelace", notice.Words(), StringComparison.Ordinal);
        Assert.Equal("Alan Turing", notice.NextElementSibling!.QuerySelector("h2")!.Words());
    }

    [Fact]
    public async Task The_last_one_saved_says_that_this_was_all()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved], new(PostNoticeKind.Saved, AdaSaved));

        Assert.Contains("that was all", page.GetElementById("done")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_is_linked_to_the_question_of_its_own_card()
    {
        var posted = Alan with { Errors = [new("outcome-check-facts", "Choose an answer")] };
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada, posted]);
        var link = Assert.Single(page.QuerySelectorAll("[role=alert] a").Cast<IHtmlAnchorElement>());

        Assert.Contains(page.GetElementById(link.Hash[1..]), AnswerForms(page)[1].Descendants<IElement>());
    }

    [Fact]
    public async Task Somebody_who_is_not_theirs_to_answer_for_can_be_said_to_be_with_what_follows()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada]);
        var buttons = page.QuerySelectorAll(".not-mine button").ToList();

        Assert.Equal(
            ["not-my-report", "has-left"],
            page.QuerySelectorAll<IHtmlInputElement>(".not-mine input[name=instead]").Select(input => input.Value));
        Assert.All(buttons, button =>
        {
            var whatFollows = page.GetElementById(button.GetAttribute("aria-describedby")!)!;
            Assert.NotEqual("", whatFollows.Words());
        });
    }

    private static List<IHtmlFormElement> AnswerForms(IDocument page) =>
        [.. page.Forms.Where(form => form.Elements["version"] is not null)];
}
