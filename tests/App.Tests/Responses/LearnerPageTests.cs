using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Programs;
using Followup.Responses;
using Followup.Shared;

namespace Followup.Tests.Responses;

public sealed class LearnerPageTests
{
    private static readonly Card Open = Samples.Card(Audience.Learner);
    private static readonly Card Saved = Open with { Answers = Samples.Answered, Saved = true };

    [Fact]
    public async Task It_greets_by_first_name_and_says_what_until_when_and_who_reads_it()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);
        var text = page.Body!.Words();

        Assert.Contains("Hello Ada.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", text, StringComparison.Ordinal);
        Assert.Contains("Evaluating AI output", text, StringComparison.Ordinal);
        Assert.Contains("January 5, 2026", text, StringComparison.Ordinal);
        Assert.Contains("Monday, March 2, 2026", text, StringComparison.Ordinal);
        Assert.Contains("Your manager does not see", text, StringComparison.Ordinal);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Each_behavior_is_a_group_of_six_radios_named_by_its_statement()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);
        var questions = page.QuerySelectorAll("fieldset").Where(group => group.Inputs("radio").Any()).ToList();

        Assert.Equal(["Checks AI output against a source before using it", "Keeps customer data out of tools that are not approved for it"],
            questions.Select(group => group.FirstElementChild!.Words()));
        Assert.All(questions, group =>
        {
            Assert.Equal("LEGEND", group.FirstElementChild!.TagName);
            Assert.Equal(["almost-never", "rarely", "sometimes", "often", "almost-always", "no-occasion"], group.Inputs("radio").Select(radio => radio.Value));
            Assert.Single(group.Inputs("radio").Select(radio => radio.Name).Distinct());
        });
    }

    [Fact]
    public async Task Nothing_is_chosen_beforehand() =>
        Assert.DoesNotContain((await RenderedPage.OpenAsync(Audience.Learner, [Open])).QuerySelectorAll<IHtmlInputElement>("input"), input => input.IsChecked);

    [Fact]
    public async Task Every_control_has_a_label_with_words()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open, Samples.Card(Audience.Learner, number: 2)]);

        Assert.All(page.QuerySelectorAll("input:not([type=hidden]), textarea").Cast<IHtmlElement>(), control =>
            Assert.NotEqual("", Label(page, control)?.Words() ?? ""));
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

        Assert.Equal($"ai-eval|{PersonKey.Of("e1")}|P42D", page.QuerySelector<IHtmlInputElement>("input[name=card]")!.Value);
        Assert.Equal("1", page.QuerySelector<IHtmlInputElement>("input[name=version]")!.Value);
        Assert.Equal("post", page.Forms[0].Method);
    }

    [Fact]
    public async Task What_was_answered_is_shown_again_and_can_be_changed()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved], justSaved: Saved);

        Assert.Equal(["often", "no-occasion"], page.Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
        Assert.Equal(["no-time"], page.Inputs("checkbox").Where(box => box.IsChecked).Select(box => box.Value));
        Assert.Equal(["Opened two of the sources.", "A list of approved tools."], page.QuerySelectorAll<IHtmlTextAreaElement>("textarea").Select(area => area.Value));
        Assert.Equal("Save changes", page.QuerySelector("button")!.Words());
        var thanks = page.GetElementById("saved")!;
        Assert.Equal("status", thanks.GetAttribute("role"));
        Assert.Contains("until Monday, March 2, 2026", thanks.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_listed_on_top_with_links_to_the_questions()
    {
        var posted = Open with
        {
            Answers = new([new("protect-data", Frequency.Often)], ["tools"], "Kept"),
            Errors = [new("outcome-check-facts", "Choose an answer"), new("help", "Shorten it")],
        };
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [posted]);
        var links = page.QuerySelectorAll("[role=alert] a").Cast<IHtmlAnchorElement>().ToList();

        Assert.Equal(["Choose an answer", "Shorten it"], links.Select(link => link.Words()));
        Assert.Equal(["almost-never", ""], links.Select(link => (page.GetElementById(link.Hash[1..]) as IHtmlInputElement)?.Value ?? ""));
        Assert.All(links, link => Assert.NotNull(page.GetElementById(link.Hash[1..])));
        Assert.Equal(["often"], page.Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
        Assert.Equal("Kept", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value);
        Assert.All(page.QuerySelectorAll("[aria-describedby]"), element => Assert.NotNull(page.GetElementById(element.GetAttribute("aria-describedby")!)));
        Assert.Equal(2, page.QuerySelectorAll("[aria-describedby]").Length);
        Assert.Equal("Error: How is it going?", page.Title);
    }

    [Fact]
    public async Task What_people_wrote_is_text_never_markup()
    {
        const string Evil = "</textarea><script>alert(1)</script>\"'&amp;";
        var program = new ProgramDefinition(Evil, [new Outcome("x", Evil, "-", Frequency.Often)]);
        var card = Samples.Card(Audience.Learner, name: Evil, program: program) with { Answers = new([], [], Evil, Evil), Errors = [new("outcome-x", Evil)] };
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [card]);

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(Evil, page.QuerySelector("legend")!.TextContent.Trim());
        Assert.All(page.QuerySelectorAll<IHtmlTextAreaElement>("textarea"), area => Assert.Equal(Evil, area.Value));
    }

    [Fact]
    public async Task A_text_that_begins_with_an_empty_line_keeps_it()
    {
        // the HTML parser drops one line break right after <textarea>
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved with { Answers = Samples.Answered with { Example = "\nsecond line" } }]);

        Assert.EndsWith("second line", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value, StringComparison.Ordinal);
    }

    private static IElement? Label(IDocument page, IHtmlElement control) =>
        control.Closest("label") ?? page.QuerySelector($"label[for='{control.Id}']");
}
