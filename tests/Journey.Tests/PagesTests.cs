using System.IO.Compression;
using System.Text;
using Followup.Journey.Tests.Checks;
using Microsoft.Playwright;

namespace Followup.Journey.Tests;

/// <summary>What holds for every page in every state, and for every mail, in every language.</summary>
public sealed class PagesTests(Chromium chromium)
{
    public static TheoryData<string> Languages => [.. Approved.Languages];

    // Outlook's Word engine lays tables out by these attributes and not by standard styles
    private static readonly string[] ForOutlook =
    [
        .. new[] { "width", "height", "align", "cellpadding", "cellspacing" }.Select(name => $": The “{name}” attribute on the “t"),
        ": CSS: “mso-padding-alt”",
    ];

    [Fact]
    public async Task Pages_and_mails_are_correct_HTML()
    {
        var all = Approved.Languages.SelectMany(language => Approved.Pages(language).Concat(Approved.Mails(language))).ToDictionary();
        Assert.Equal(6 * (22 + 5), all.Count);

        var errors = await NuHtmlChecker.ErrorsAsync(all);

        Assert.DoesNotContain(errors, error => !Array.Exists(ForOutlook, name => error.Contains(name, StringComparison.Ordinal)));
    }

    /// <summary>320 by 256 is what a window of 1280 by 1024 has left at 400 % zoom.</summary>
    [Theory]
    [InlineData("en", 320, 256, ColorScheme.Light)]
    [InlineData("ar", 320, 256, ColorScheme.Dark)]
    [InlineData("en", 1280, 1024, ColorScheme.Dark)]
    public async Task Pages_are_for_everybody(string language, int width, int height, ColorScheme colors) => await EachAsync(
        Approved.Pages(language), await chromium.PageAsync(width, height, scripts: true, colors: colors),
        async page => [.. await Accessibility.ViolationsAsync(page), .. await Layout.FaultsAsync(page)]);

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Pages_fit_in_every_language_at_320_pixels_and_400_percent(string language) =>
        await EachAsync(Approved.Pages(language), await chromium.PageAsync(320, 256, scripts: true), Layout.FaultsAsync);

    [Theory]
    [InlineData("en", 320, ColorScheme.Dark)]
    [InlineData("ar", 600, ColorScheme.Light)]
    public async Task Mails_are_for_everybody(string language, int width, ColorScheme colors) => await EachAsync(
        Approved.Mails(language), await chromium.PageAsync(width, 568, scripts: true, colors: colors),
        async page => [.. await Accessibility.ViolationsAsync(page, isMail: true), .. await Layout.FaultsAsync(page)]);

    [Fact]
    public async Task What_mail_programs_do_not_know_is_explained_and_nothing_explained_has_gone()
    {
        var mails = Approved.Mails("en").Concat(Approved.Mails("ar"));
        var checks = await Task.WhenAll(mails.Select(mail => MailClients.UnsupportedAsync(mail.Value)));
        var unsupported = checks.SelectMany(found => found).ToList();

        Assert.DoesNotContain(unsupported, found => !MailClients.Explained.ContainsKey(MailClients.FeatureOf(found)));
        Assert.Empty(MailClients.Explained.Keys.Except(unsupported.Select(MailClients.FeatureOf)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_page_needs_a_script_or_anything_from_anywhere(string language) => Assert.All(Approved.Pages(language), page =>
    {
        Assert.DoesNotMatch("<script|<link|<img|<iframe|<object|url\\(|@import| on[a-z]+=| style=", page.Value);
        Assert.DoesNotMatch("https?:", page.Value);
    });

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_page_and_mail_is_small(string language)
    {
        Assert.All(Approved.Pages(language), page => Assert.InRange(Packed(page.Value), 1, 30 * 1024));
        // Gmail cuts mails off at 102 KB
        Assert.All(Approved.Mails(language), mail => Assert.InRange(Encoding.UTF8.GetByteCount(mail.Value), 1, 30 * 1024));
    }

    private static async Task EachAsync(
        IReadOnlyDictionary<string, string> pages,
        IPage page,
        Func<IPage, Task<IReadOnlyList<string>>> faultsAsync)
    {
        List<string> found = [];
        foreach (var (name, html) in pages)
        {
            await page.SetContentAsync(html);
            // the checks look only at what is unfolded
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            found.AddRange((await faultsAsync(page)).Select(fault => $"{name}: {fault}"));
        }
        Assert.NotEmpty(pages);
        Assert.Empty(found);
    }

    private static long Packed(string html)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(html));
        return packed.ToArray().Length;
    }
}
