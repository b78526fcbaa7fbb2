using Followup.Journey.Tests.Checks;
using Microsoft.Playwright;

namespace Followup.Journey.Tests;

/// <summary>
/// The pictures of the README. <c>FOLLOWUP_SCREENSHOTS=1</c> writes them; otherwise they are only taken, so that the way to them does not
/// rot.
/// </summary>
public sealed class ScreenshotTests(Chromium chromium, Organization organization)
{
    private static readonly string Folder = Repository.File("functions", "Local", "screenshots");

    [Fact]
    public async Task The_pictures_of_the_README_are_taken_from_the_running_system()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var (learner, manager) = (checkIn.MailTo("ottoline"), checkIn.MailTo("winifred"));
        var phone = await chromium.PageAsync(390, 844, scale: 2);
        var desk = await chromium.PageAsync(1100, 900);

        await phone.SetContentAsync(learner.Html);
        await TakeAsync(phone, "mail.png");
        await phone.GetByRole(AriaRole.Link, new() { Name = "Yes, there was" }).ClickAsync();
        await phone.Locator(".each fieldset").First.GetByText("Often", new() { Exact = true }).ClickAsync();
        await phone.Keyboard.PressAsync("Home");
        await Assertions.Expect(phone.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeInViewportAsync();
        await TakeAsync(phone, "learner.png");
        await desk.SetContentAsync(manager.Html);
        await desk.GetByRole(AriaRole.Link, new() { Name = "Often", Exact = true }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Save for Ignatius" }).ClickAsync();
        await TakeAsync(desk, "manager.png");
        await desk.GotoAsync($"{checkIn.Local.Http.BaseAddress}_local/");
        await TakeAsync(desk, "inbox.png");
    }

    [Fact]
    public async Task The_pictures_of_results_are_taken_from_a_simulated_organization()
    {
        var local = await organization.LocalAsync();
        var desk = await chromium.PageAsync(1100, 1000);

        await desk.GotoAsync($"{local.Http.BaseAddress}");
        await TakeAsync(desk, "programs.png");
        await desk.GetByRole(AriaRole.Link, new() { Name = "Drafting letters with AI" }).ClickAsync();
        var behaviors = desk.GetByRole(AriaRole.Heading, new() { Name = "The behaviors, one by one" });
        await behaviors.EvaluateAsync("heading => heading.scrollIntoView()");
        await TakeAsync(desk, "results.png");
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        var png = await page.ScreenshotAsync();
        Assert.True(png.Length > 10_000, $"{name} is empty.");
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        Assert.Contains($"functions/Local/screenshots/{name}", readme, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("FOLLOWUP_SCREENSHOTS") == "1")
            await File.WriteAllBytesAsync(Path.Combine(Folder, name), png);
    }
}
