using Followup.Journey.Tests.Checks;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Followup.Journey.Tests.Checks;

/// <summary>Debian's Chromium, one for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } chromium) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A page of its own; without a browser the test is skipped.</summary>
    public async Task<IPage> PageAsync(
        int width = 390,
        int height = 844,
        bool scripts = false,
        ColorScheme colors = ColorScheme.Light,
        float scale = 1)
    {
        Assert.SkipUnless(browser is not null, "There is no Chromium on this machine; install Debian's package chromium to run this test.");
        var context = await browser.NewContextAsync(new()
        {
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            DeviceScaleFactor = scale,
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
