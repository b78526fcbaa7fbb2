namespace Followup.Journey.Tests.Checks;

/// <summary>The checks find what they are for.</summary>
public sealed class CheckersTests(Chromium chromium)
{
    private const string Good = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8" /><title>Good</title></head>
        <body><main><h1>Good</h1>
        <form><label class="choice" style="display:block;min-height:44px"><input type="checkbox" name="a" /> Yes</label></form>
        </main></body></html>
        """;

    private const string Bad = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Bad</title></head>
        <body><main><h1 id="x">Bad</h1>
        <p id="x" style="color:#ccc;background:#fff;width:900px">Pale</div>
        <input name="a"><button style="height:20px">Small</button>
        <div style="overflow:hidden;width:50px;white-space:nowrap">Cut off in the middle</div>
        </main></body></html>
        """;

    [Fact]
    public async Task The_HTML_checker_finds_what_is_wrong_and_nothing_else()
    {
        var errors = await NuHtmlChecker.ErrorsAsync(new Dictionary<string, string> { ["good"] = Good, ["bad"] = Bad });

        Assert.All(errors, error => Assert.StartsWith("bad: ", error, StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("Duplicate ID", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("Stray end tag", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_accessibility_check_finds_what_is_wrong_and_nothing_else()
    {
        var page = await chromium.PageAsync(scripts: true);
        await page.SetContentAsync(Good);
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await page.SetContentAsync(Bad);

        var rules = (await Accessibility.ViolationsAsync(page)).Select(violation => violation.Split(':')[0]).ToList();
        Assert.Contains("color-contrast", rules);
        Assert.Contains("label", rules);
    }

    [Fact]
    public async Task The_layout_check_finds_what_is_wrong_and_nothing_else()
    {
        var page = await chromium.PageAsync(scripts: true);
        await page.SetContentAsync(Good);
        Assert.Empty(await Layout.FaultsAsync(page));
        await page.SetContentAsync(Bad);

        var faults = await Layout.FaultsAsync(page);
        Assert.Contains(faults, fault => fault.StartsWith("scrolls sideways", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("is clipped", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("button \"Small\" is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_check_of_mail_clients_knows_what_Outlook_cannot() =>
        Assert.Contains("display:flex: outlook.windows", await MailClients.UnsupportedAsync("<p style=\"display:flex\">x</p>"));
}
