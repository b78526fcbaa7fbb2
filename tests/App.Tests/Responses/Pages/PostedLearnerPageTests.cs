using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Cards;
using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Shared.Keys;

namespace Followup.Tests.Responses.Pages;

/// <summary>The learner's page once something was posted: saved, put off, or not complete.</summary>
public sealed class PostedLearnerPageTests
{
    private static readonly Card Open = Samples.Card(Audience.Learner);
    private static readonly Card Saved = Open.Answering(Samples.Answered);
    private static readonly PostNotice JustSaved = new(PostNoticeKind.Saved, Saved, new(null, new(2027, 2, 8), []));

    [Fact]
    public async Task What_was_answered_is_shown_again_and_can_be_changed()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved], JustSaved);

        Assert.Equal(["yes", "often", "no-occasion"], page.Chosen("radio"));
        Assert.Equal(["no-time"], page.Chosen("checkbox"));
        Assert.Equal(
            ["Opened two of the sources.", "A list of approved tools."],
            page.QuerySelectorAll<IHtmlTextAreaElement>("textarea").Select(area => area.Value));
        Assert.Equal("Save changes", page.QuerySelector("button")!.Words());
        var thanks = page.GetElementById("done")!;
        Assert.Equal("status", thanks.GetAttribute("role"));
        Assert.Contains("until Monday, March 2, 2026", thanks.Words(), StringComparison.Ordinal);
        Assert.Equal("Thank you, your answers are saved", page.Title);
    }

    [Fact]
    public async Task The_thanks_say_how_others_do_in_numbers_that_name_what_they_count()
    {
        var peers = new PeersSoFar(
            new(2027, 2, 1), new(2027, 2, 8),
            [new("check-facts", Frequency.Often, 7, 10), new("protect-data", Frequency.AlmostAlways, 4, 10)]);
        var notice = new PostNotice(PostNoticeKind.Saved, Saved, peers);
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved], notice);

        Assert.Equal(
            [
                "Checks AI output against a source before using it: 7 of 10 answered “Often” or more often",
                "Keeps customer data out of tools that are not approved for it: 4 of 10 answered “Almost always”",
            ],
            page.QuerySelectorAll("#done li").Select(item => item.Words()));
    }

    [Fact]
    public async Task While_few_have_answered_the_thanks_say_what_is_waited_for()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved], JustSaved);

        Assert.Empty(page.QuerySelectorAll("#done li"));
        Assert.Contains("The next count is on Monday, February 8, 2027", page.GetElementById("done")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_programs_the_one_still_open_is_one_click_away()
    {
        var other = Samples.Card(Audience.Learner, number: 2);
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Saved, other], JustSaved);

        Assert.Equal($"#{other.ElementId("form")}", page.QuerySelector<IHtmlAnchorElement>("#done a")!.Hash);
        Assert.NotNull(page.GetElementById(other.ElementId("form")));
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
        // a question's link leads to its first radio
        var targets = links.ConvertAll(link => page.GetElementById(link.Hash[1..]));
        Assert.Equal(["almost-never", ""], targets.Select(target => (target as IHtmlInputElement)?.Value ?? ""));
        Assert.All(targets, Assert.NotNull);
        Assert.Equal(["yes", "often"], page.Chosen("radio"));
        Assert.Equal("Kept", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value);
        var descriptions = page.QuerySelectorAll("[aria-describedby]")
            .SelectMany(element => element.GetAttribute("aria-describedby")!.Split(' '))
            .ToList();
        Assert.All(descriptions, id => Assert.NotNull(page.GetElementById(id)));
        Assert.Equal(2, descriptions.Count(id => id.EndsWith("-error", StringComparison.Ordinal)));
        Assert.Equal("Error: How is it going since “Evaluating AI output”?", page.Title);
    }

    [Fact]
    public async Task What_people_wrote_is_text_never_markup()
    {
        const string Evil = "</textarea><script>alert(1)</script>\"'&amp;";
        var program = new ProgramDefinition(Evil, [new Outcome("x", Evil, "-", Frequency.Often)]);
        var card = Samples.Card(Audience.Learner, name: Evil, program: program) with
        {
            FormValues = FormValues.Empty with { Example = Evil, Help = Evil },
            Errors = [new("outcome-x", Evil)],
        };
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [card]);

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(Evil, page.QuerySelector(".each legend")!.TextContent.Trim());
        Assert.All(page.QuerySelectorAll<IHtmlTextAreaElement>("textarea"), area => Assert.Equal(Evil, area.Value));
    }

    [Fact]
    public async Task A_text_that_begins_with_an_empty_line_keeps_it()
    {
        // the HTML parser drops one line break right after <textarea>
        var saved = Open.Answering(Samples.Answered with { Example = "\nsecond line" });
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [saved]);

        var shown = page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value;
        Assert.EndsWith("second line", shown, StringComparison.Ordinal);
    }
}
