using Followup.Journey.Tests.Checks;
using Microsoft.Playwright;

namespace Followup.Journey.Tests;

/// <summary>Mail and page as people meet them: in a browser without scripts, on the running system.</summary>
public sealed class BrowserTests(Chromium chromium)
{
    private const string Often = "Often";

    [Fact]
    public async Task A_learner_answers_three_questions_with_five_taps_and_finds_the_answers_again()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var mail = checkIn.MailTo("ottoline");
        var visit = new Visit(await chromium.PageAsync(), checkIn.Local.Http.BaseAddress!);

        await visit.OpenAsync(mail);
        await visit.TapAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Yes, there was" }));
        for (var i = 0; i < 3; i++)
        {
            var question = visit.Page.Locator(".each fieldset").Nth(i);
            await visit.TapAsync(question.GetByText(Often, new() { Exact = true }));
        }
        await visit.TapAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save my answers" }));

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("your answers are saved");
        Assert.Equal(5, visit.Taps);
        await visit.Page.GotoAsync(mail.Page);
        await Assertions.Expect(visit.Page.Locator("input[value=often]:checked")).ToHaveCountAsync(3);
        await visit.ShouldHaveBeenLightAsync();
    }

    [Fact]
    public async Task A_learner_without_occasion_is_done_with_two_taps()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var visit = new Visit(await chromium.PageAsync(), checkIn.Local.Http.BaseAddress!);

        await visit.OpenAsync(checkIn.MailTo("ottoline"));
        await visit.TapAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "No, there was not" }));
        await Assertions.Expect(visit.Page.Locator(".each")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator(".barriers")).ToBeVisibleAsync();
        await visit.TapAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save my answers" }));

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("your answers are saved");
        Assert.Equal(2, visit.Taps);
    }

    [Fact]
    public async Task A_manager_needs_two_taps_a_person()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var visit = new Visit(await chromium.PageAsync(1280, 900), checkIn.Local.Http.BaseAddress!);

        await visit.OpenAsync(checkIn.MailTo("winifred"));
        await visit.TapAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = Often, Exact = true }));
        await visit.TapAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save for Ignatius" }));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved for Ignatius Pellwyn");
        // the message stands right above the next person, and both are in sight
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Ottoline Vexmoor" })).ToBeInViewportAsync();
        await visit.TapAsync(visit.Page.Locator(".card:not(details)").GetByText("I could not observe this").First);
        await visit.TapAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save for Ottoline" }));

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("that was all");
        Assert.Equal(2 * 2, visit.Taps);
        await visit.ShouldHaveBeenLightAsync();
    }

    [Fact]
    public async Task Everything_works_by_keyboard_alone()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var mail = checkIn.MailTo("ottoline");
        var visit = new Visit(await chromium.PageAsync(), checkIn.Local.Http.BaseAddress!);
        await visit.OpenAsync(mail);
        await visit.ReachAsync("a:focus");
        await visit.Page.Locator("a:focus").PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/s/**");

        // Tab leads past the languages to the first question, whose answer is filled in, then to each question in turn; an arrow chooses
        // the next answer
        await visit.ReachAsync("input[name=first]:focus");
        foreach (var (outcome, steps) in new[] { ("check-facts", 1), ("protect-data", 2), ("say-so", 0) })
        {
            await visit.ReachAsync($"input[name=outcome-{outcome}]:focus");
            await visit.Page.Keyboard.PressAsync("Space");
            for (var step = 0; step < steps; step++) await visit.Page.Keyboard.PressAsync("ArrowDown");
        }
        // "almost never" has opened the question of what got in the way
        await visit.ReachAsync("input[value=tools]:focus");
        await visit.Page.Keyboard.PressAsync("Space");
        // Enter sends the form from whichever of its fields has the keyboard
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("your answers are saved");

        await visit.Page.GotoAsync(mail.Page);
        foreach (var (outcome, value) in new[] { ("check-facts", "rarely"), ("protect-data", "sometimes"), ("say-so", "almost-never") })
            await Assertions.Expect(visit.Page.Locator($"input[name=outcome-{outcome}]:checked")).ToHaveValueAsync(value);
        await Assertions.Expect(visit.Page.Locator("input[value=tools]")).ToBeCheckedAsync();
        await visit.ShouldHaveBeenLightAsync();
    }

    [Fact]
    public async Task The_language_is_changed_on_the_page_and_stays_through_saving_from_right_to_left()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var page = await chromium.PageAsync();
        await page.GotoAsync($"{checkIn.MailTo("ottoline").Page}");

        await page.GetByRole(AriaRole.Link, new() { Name = "العربية" }).ClickAsync();
        await page.Locator("input[name=first][value=no]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "حفظ ردودي" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("تم حفظ ردودكم");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
    }

    [Fact]
    public async Task The_page_as_it_is_served_is_as_accessible_as_its_file()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var page = await chromium.PageAsync(scripts: true);
        foreach (var mail in new[] { checkIn.MailTo("ottoline"), checkIn.MailTo("winifred") })
        {
            await page.GotoAsync(mail.Page);
            Assert.Empty(await Accessibility.ViolationsAsync(page));
            await page.GotoAsync(mail.Links.Single(link => link.Contains("/unsubscribe/", StringComparison.Ordinal)));
            Assert.Empty(await Accessibility.ViolationsAsync(page));
        }
    }

    [Fact]
    public async Task HR_sees_mail_and_page_before_anybody_is_asked()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var page = await chromium.PageAsync(1280, 900);
        var key = checkIn.Local.Info.GetProperty("functionKey").GetString();
        await page.GotoAsync($"{checkIn.Local.Http.BaseAddress}api/programs/ai-eval/preview?language=de&code={key}");
        var (previewedMail, previewedPage) = (page.Locator("iframe").First.ContentFrame, page.Locator("iframe").Last.ContentFrame);
        await Assertions.Expect(previewedMail.GetByText("Guten Tag Alex,")).ToBeVisibleAsync();
        await Assertions.Expect(previewedPage.GetByRole(AriaRole.Button, new() { Name = "Meine Antworten speichern" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Teilnehmende ⇄ Führungskraft" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Français" }).ClickAsync();
        await Assertions.Expect(previewedPage.GetByRole(AriaRole.Button, new() { Name = "Enregistrer pour Alex" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_wrong_is_said_on_top_and_leads_to_its_question()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var page = await chromium.PageAsync();
        await page.GotoAsync(checkIn.MailTo("ottoline").Page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save my answers" }).ClickAsync();

        var alert = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToBeInViewportAsync();
        await alert.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("input[name=first]").First).ToBeInViewportAsync();
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
    }
}
