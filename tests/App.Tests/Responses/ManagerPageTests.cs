using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Responses;
using Followup.Shared;

namespace Followup.Tests.Responses;

public sealed class ManagerPageTests
{
    private static readonly Card Ada = Samples.Card(Audience.Manager);
    private static readonly Card Alan = Samples.Card(Audience.Manager, number: 2, name: "Alan Turing");
    private static readonly Card AdaSaved = Ada with { Answers = Samples.Answered with { Barriers = [] }, Saved = true };

    [Fact]
    public async Task Each_report_is_a_card_with_a_form_and_a_button_of_its_own()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada, Alan]);

        Assert.Equal(["Ada Lovelace", "Alan Turing"], page.QuerySelectorAll("form h2").Select(heading => heading.Words()));
        Assert.Equal(2, page.Forms.Length);
        Assert.All(page.Forms, form => Assert.Single(form.QuerySelectorAll("button")));
        Assert.Contains("Monday, March 2, 2026", page.Body!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_say_whom_they_save() =>
        Assert.Equal(["Save changes for Ada", "Save for Alan"],
            (await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan])).QuerySelectorAll("button").Select(button => button.Words()));

    [Fact]
    public async Task Each_behavior_has_the_five_frequencies_and_could_not_observe()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada]);
        var questions = page.QuerySelectorAll("fieldset").ToList();

        Assert.Equal(2, questions.Count);
        Assert.All(questions, group => Assert.Equal(
            ["almost-never", "rarely", "sometimes", "often", "almost-always", "not-observed"], group.Inputs("radio").Select(radio => radio.Value)));
        Assert.Equal(2, page.QuerySelectorAll("label").Count(label => label.Words() == "I could not observe this"));
    }

    [Fact]
    public async Task Barriers_are_the_learners_to_name() =>
        Assert.Empty((await RenderedPage.OpenAsync(Audience.Manager, [Ada])).Inputs("checkbox"));

    [Fact]
    public async Task The_texts_are_folded_away_until_there_is_something_in_them()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan]);

        Assert.Equal([true, false], page.QuerySelectorAll<IHtmlDetailsElement>("details").Select(folded => folded.IsOpen));
    }

    [Fact]
    public async Task The_texts_are_unfolded_where_one_is_too_long_so_that_the_link_to_it_lands() =>
        Assert.True((await RenderedPage.OpenAsync(Audience.Manager, [Ada with { Errors = [new("help", "Shorten it")] }]))
            .QuerySelector<IHtmlDetailsElement>("details")!.IsOpen);

    [Fact]
    public async Task A_saved_card_is_marked_and_shows_its_answers_and_the_others_are_untouched()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan], justSaved: AdaSaved);

        Assert.Equal(["often", "not-observed"], page.Forms[0].Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
        Assert.Contains("Answered", page.Forms[0].Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms[1].Inputs("radio"), radio => radio.IsChecked);
        Assert.DoesNotContain("Answered", page.Forms[1].Words(), StringComparison.Ordinal);
        Assert.Contains("1 of 2 answered", page.Body!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_saving_one_the_next_that_is_open_is_one_click_away()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved, Alan], justSaved: AdaSaved);
        var next = page.QuerySelector<IHtmlAnchorElement>("#saved a")!;

        Assert.Equal("Next: Alan Turing", next.Words());
        Assert.Equal(page.Forms[1], page.GetElementById(next.Hash[1..]));
    }

    [Fact]
    public async Task The_last_one_saved_says_that_this_was_all()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [AdaSaved], justSaved: AdaSaved);

        Assert.Contains("that was all", page.GetElementById("saved")!.Words(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#saved a"));
    }

    [Fact]
    public async Task An_error_is_linked_to_the_question_of_its_own_card()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Manager, [Ada, Alan with { Errors = [new("outcome-check-facts", "Choose an answer")] }]);
        var link = Assert.Single(page.QuerySelectorAll("[role=alert] a").Cast<IHtmlAnchorElement>());

        Assert.Contains(page.GetElementById(link.Hash[1..]), page.Forms[1].Descendants<IElement>());
    }
}
