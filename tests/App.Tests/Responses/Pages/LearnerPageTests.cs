using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Cards;
using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Shared.Keys;
using Followup.Shared.Languages;

namespace Followup.Tests.Responses.Pages;

public sealed class LearnerPageTests
{
    private static readonly Card Open = Samples.Card(Audience.Learner);
    private static readonly Card Saved = Open.Answering(Samples.Answered);

    [Fact]
    public async Task It_greets_by_first_name_and_says_what_until_when_and_who_reads_it()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);
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

        Assert.Equal("In the last two weeks, was there occasion in your work to use what you learned?", first.FirstElementChild!.Words());
        Assert.Equal(["yes", "no"], first.Inputs("radio").Select(radio => radio.Value));
    }

    [Fact]
    public async Task Each_behavior_is_a_group_of_six_radios_named_by_its_statement()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open]);
        var questions = page.QuerySelectorAll(".each fieldset").ToList();

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
    public async Task A_question_asked_in_another_language_than_the_pages_says_so()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open], language: Language.Find("ar"));

        Assert.Equal(("ar", "rtl"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.All(page.QuerySelectorAll(".each legend"), legend => Assert.Equal("en", legend.GetAttribute("lang")));
        Assert.Contains("English", page.QuerySelector("main")!.Words(), StringComparison.Ordinal);
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

        Assert.Matches("^c[0-9a-f]{10}$", page.QuerySelector<IHtmlInputElement>("input[name=card]")!.Value);
        Assert.Equal("1", page.QuerySelector<IHtmlInputElement>("input[name=version]")!.Value);
        Assert.Equal("post", page.Forms[0].Method);
    }

    [Fact]
    public async Task What_was_answered_is_shown_again_and_can_be_changed()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved], new(PostNoticeKind.Saved, Saved, new([])));

        Assert.Equal(["yes", "often", "no-occasion"], page.Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
        Assert.Equal(["no-time"], page.Inputs("checkbox").Where(box => box.IsChecked).Select(box => box.Value));
        Assert.Equal(["Opened two of the sources.", "A list of approved tools."], page.QuerySelectorAll<IHtmlTextAreaElement>("textarea").Select(area => area.Value));
        Assert.Equal("Save changes", page.QuerySelector("button")!.Words());
        var thanks = page.GetElementById("done")!;
        Assert.Equal("status", thanks.GetAttribute("role"));
        Assert.Contains("until Monday, March 2, 2026", thanks.Words(), StringComparison.Ordinal);
        Assert.Equal("Thank you, your answers are saved", page.Title);
    }

    [Fact]
    public async Task The_thanks_say_how_others_do_in_numbers_that_name_what_they_count()
    {
        var group = new PeersSoFar([new(Samples.CheckFacts, 7, 10), new(Samples.ProtectData, 4, 10)]);
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved], new(PostNoticeKind.Saved, Saved, group));

        Assert.Equal(
            ["Checks AI output against a source before using it: 7 of 10 answered “Often” or more often",
                "Keeps customer data out of tools that are not approved for it: 4 of 10 answered “Almost always”"],
            page.QuerySelectorAll("#done li").Select(item => item.Words()));
    }

    [Fact]
    public async Task While_few_have_answered_the_thanks_say_what_is_waited_for()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved], new(PostNoticeKind.Saved, Saved, new([])));

        Assert.Empty(page.QuerySelectorAll("#done li"));
        Assert.Contains("Once five or more people have answered", page.GetElementById("done")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_programs_the_one_still_open_is_one_click_away()
    {
        var other = Samples.Card(Audience.Learner, number: 2);
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved, other], new(PostNoticeKind.Saved, Saved, new([])));

        Assert.Equal($"#{other.ElementId("form")}", page.QuerySelector<IHtmlAnchorElement>("#done a")!.Hash);
        Assert.NotNull(page.GetElementById(other.ElementId("form")));
    }

    [Fact]
    public async Task It_can_be_put_off_to_a_day_that_is_named()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open], postponableTo: new(2026, 2, 23));
        var later = page.Forms[^1];

        Assert.Equal("later", later.QuerySelector<IHtmlInputElement>("input[name=instead]")!.Value);
        Assert.Equal("Ask me again on Monday, February 23, 2026", later.QuerySelector("button")!.Words());
    }

    [Fact]
    public async Task What_is_missing_is_listed_on_top_with_links_to_the_questions()
    {
        var posted = Open with
        {
            FormValues = new("yes", new Dictionary<string, string> { ["protect-data"] = "often" }, ["tools"], "Kept"),
            Errors = [new("outcome-check-facts", "Choose an answer"), new("help", "Shorten it")],
        };
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [posted]);
        var links = page.QuerySelectorAll("[role=alert] a").Cast<IHtmlAnchorElement>().ToList();

        Assert.Equal(["Choose an answer", "Shorten it"], links.Select(link => link.Words()));
        Assert.Equal(["almost-never", ""], links.Select(link => (page.GetElementById(link.Hash[1..]) as IHtmlInputElement)?.Value ?? ""));
        Assert.All(links, link => Assert.NotNull(page.GetElementById(link.Hash[1..])));
        Assert.Equal(["yes", "often"], page.Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
        Assert.Equal("Kept", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value);
        var described = page.QuerySelectorAll("[aria-describedby]").SelectMany(element => element.GetAttribute("aria-describedby")!.Split(' ')).ToList();
        Assert.All(described, id => Assert.NotNull(page.GetElementById(id)));
        Assert.Equal(2, described.Count(id => id.EndsWith("-error", StringComparison.Ordinal)));
        Assert.Equal("Error: How is it going since “Evaluating AI output”?", page.Title);
    }

    [Fact]
    public async Task What_people_wrote_is_text_never_markup()
    {
        const string Evil = "</textarea><script>alert(1)</script>\"'&amp;";
        var program = new ProgramDefinition(Evil, [new Outcome("x", Evil, "-", Frequency.Often)]);
        var card = Samples.Card(Audience.Learner, name: Evil, program: program) with { FormValues = FormValues.Empty with { Example = Evil, Help = Evil }, Errors = [new("outcome-x", Evil)] };
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [card]);

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(Evil, page.QuerySelector(".each legend")!.TextContent.Trim());
        Assert.All(page.QuerySelectorAll<IHtmlTextAreaElement>("textarea"), area => Assert.Equal(Evil, area.Value));
    }

    [Fact]
    public async Task A_text_that_begins_with_an_empty_line_keeps_it()
    {
        // the HTML parser drops one line break right after <textarea>
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Open.Answering(Samples.Answered with { Example = "\nsecond line" })]);

        Assert.EndsWith("second line", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value, StringComparison.Ordinal);
    }

    private static IElement? Label(IDocument page, IHtmlElement control) =>
        control.Closest("label") ?? page.QuerySelector($"label[for='{control.Id}']");
}
