using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Cards;
using Followup.Shared.Keys;
using Followup.Shared.Languages;

namespace Followup.Tests.Responses.Pages;

public sealed class LearnerPageTests
{
    private static readonly Card Open = Samples.Card(Audience.Learner);

    [Fact]
    public async Task It_greets_by_the_given_name_and_says_what_until_when_and_who_reads_it()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open with { LearnerShortName = "Ada" }]);
        var text = page.Body!.Words();

        Assert.Contains("Hello Ada,", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", text, StringComparison.Ordinal);
        Assert.Contains("Evaluating AI output", text, StringComparison.Ordinal);
        Assert.Contains("January 5, 2026", text, StringComparison.Ordinal);
        Assert.Contains("Monday, March 2, 2026", text, StringComparison.Ordinal);
        Assert.Contains("Your manager does not see", text, StringComparison.Ordinal);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task The_first_question_is_whether_there_was_occasion()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);
        var first = page.QuerySelector("fieldset")!;

        Assert.Equal(
            "In the last two weeks, was there occasion in your work to use what you learned?",
            first.FirstElementChild!.Words());
        Assert.Equal(["yes", "no"], first.Inputs("radio").Select(radio => radio.Value));
    }

    [Fact]
    public async Task Each_behavior_is_a_group_of_six_radios_named_by_its_statement()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);
        var questions = page.QuerySelectorAll(".each fieldset").ToList();

        Assert.Equal(
            [
                "Checks AI output against a source before using it",
                "Keeps customer data out of tools that are not approved for it",
            ],
            questions.Select(group => group.FirstElementChild!.Words()));
        Assert.All(questions, group =>
        {
            Assert.Equal("LEGEND", group.FirstElementChild!.TagName);
            Assert.Equal(
                ["almost-never", "rarely", "sometimes", "often", "almost-always", "no-occasion"],
                group.Inputs("radio").Select(radio => radio.Value));
            Assert.Single(group.Inputs("radio").Select(radio => radio.Name).Distinct());
        });
    }

    [Fact]
    public async Task A_question_asked_in_another_language_than_the_pages_says_so()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open], language: Language.Find("ar"));

        var html = page.DocumentElement;
        Assert.Equal(("ar", "rtl"), (html.GetAttribute("lang"), html.GetAttribute("dir")));
        Assert.All(page.QuerySelectorAll(".each legend"), legend => Assert.Equal("en", legend.GetAttribute("lang")));
        Assert.Contains("English", page.QuerySelector("main")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_chosen_beforehand()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);

        Assert.DoesNotContain(page.QuerySelectorAll<IHtmlInputElement>("input"), input => input.IsChecked);
    }

    [Fact]
    public async Task Every_control_has_a_label_with_words()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open, Samples.Card(Audience.Learner, number: 2)]);

        var controls = page.QuerySelectorAll("input:not([type=hidden]), textarea").Cast<IHtmlElement>();
        Assert.All(controls, control => Assert.NotEqual("", Label(page, control)?.Words() ?? ""));
    }

    [Fact]
    public async Task Ids_are_unique_though_two_programs_share_a_page()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open, Samples.Card(Audience.Learner, number: 2)]);
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();

        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Equal(2, page.Forms.Length);
    }

    [Fact]
    public async Task The_form_names_the_invitation_and_the_wording_without_a_person()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);

        Assert.Matches("^c[0-9a-f]{10}$", page.QuerySelector<IHtmlInputElement>("input[name=card]")!.Value);
        Assert.Equal("1", page.QuerySelector<IHtmlInputElement>("input[name=version]")!.Value);
        Assert.Equal("post", page.Forms[0].Method);
    }

    [Fact]
    public async Task It_can_be_put_off_to_a_day_that_is_named()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open], postponableTo: new(2026, 2, 23));
        var later = page.Forms[^1];

        Assert.Equal("later", later.QuerySelector<IHtmlInputElement>("input[name=instead]")!.Value);
        Assert.Equal("Ask me again on Monday, February 23, 2026", later.QuerySelector("button")!.Words());
    }

    private static IElement? Label(IDocument page, IHtmlElement control) =>
        control.Closest("label") ?? page.QuerySelector($"label[for='{control.Id}']");
}
