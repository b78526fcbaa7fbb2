using Microsoft.Playwright;

namespace Followup.Journey.Tests;

public sealed class BrowserTests
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public async Task A_learner_answers_from_the_mail_by_keyboard_alone_and_finds_the_answer_again()
    {
        var chromium = Array.Find(Places, File.Exists);
        Assert.SkipUnless(chromium is not null, "There is no Chromium on this machine; install Debian's package chromium to run this test.");

        using var data = new TemporaryFolder();
        await using var local = await LocalProcess.StartAsync(data.Path, "--clock", "simulated");
        await Cohort.ImportAsync(local);
        await local.AdvanceAsync("P45D");
        var mail = (await local.MailsAsync()).First(mail => mail.To.StartsWith("ottoline", StringComparison.Ordinal) && !mail.IsReminder);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        // no scripts: the page must do without
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await context.NewPageAsync();
        List<string> elsewhere = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(local.Http.BaseAddress!.ToString(), StringComparison.Ordinal)) elsewhere.Add(request.Url);
        };
        await page.SetContentAsync(mail.Html);
        await page.BringToFrontAsync();
        // a page that has just come to the front may not have the keyboard yet
        var focused = page.Locator("a:focus");
        for (var tries = 0; tries < 20 && await focused.CountAsync() == 0; tries++)
        {
            await page.Keyboard.PressAsync("Tab");
            // it may have it a moment later: another Tab would lead past the link
            for (var looks = 0; looks < 20 && await focused.CountAsync() == 0; looks++) await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await focused.PressAsync("Enter");
        await page.WaitForURLAsync("**/s/**");

        // first question: Space takes the first answer, the arrow moves to the next; second question: likewise, one further
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        // Enter in a form sends it, from wherever one is
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**saved=1**");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("your answers are saved");

        await page.GotoAsync(mail.Page);
        await Assertions.Expect(page.Locator("input[name=outcome-check-facts]:checked")).ToHaveValueAsync("rarely");
        await Assertions.Expect(page.Locator("input[name=outcome-say-so]:checked")).ToHaveValueAsync("sometimes");
        Assert.Empty(elsewhere);
    }
}
