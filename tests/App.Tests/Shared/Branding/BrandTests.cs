using System.Net;
using Followup.Shared.Branding;
using Followup.Shared.Keys;

namespace Followup.Tests.Shared.Branding;

public sealed class BrandTests
{
    // a picture of 400 by 100 pixels, as far as its header says
    private static readonly string Png = Convert.ToBase64String(
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
        0, 0, 1, 0x90,
        0, 0, 0, 100,
        8, 6, 0, 0, 0,
    ]);

    /// <summary>Ratios as the common checkers (WebAIM's, and the examples of WCAG's Understanding 1.4.3) give them.</summary>
    [Theory]
    [InlineData("#000000", "#ffffff", 21.0)]
    [InlineData("#ffffff", "#ffffff", 1.0)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#777777", "#ffffff", 4.47)]
    [InlineData("#0000ff", "#FFFFFF", 8.59)]
    [InlineData("#ff0000", "#ffffff", 3.99)]
    public void Contrast_is_computed_as_WCAG_has_it(string front, string back, double ratio)
    {
        Assert.Equal(ratio, Math.Floor(Contrast.Ratio(front, back) * 100) / 100);
        Assert.Equal(Contrast.Ratio(front, back), Contrast.Ratio(back, front));
    }

    [Theory]
    [InlineData("#7cc4de", " #7cc4de has a contrast of 1.94:1 against white; 4.5:1 is the least (WCAG 2.2, 1.4.3).")]
    [InlineData("#777777", " #777777 has a contrast of 4.47:1 against white; 4.5:1 is the least (WCAG 2.2, 1.4.3).")]
    [InlineData(
        "#757575",
        " #757575 has a contrast of 4.20:1 against the ground of pages, #f2f5f7; 4.5:1 is the least (WCAG 2.2, 1.4.3).")]
    [InlineData("blue", " is no color such as #0b5c7a.")]
    [InlineData("#0b5c7a\n", " is no color such as #0b5c7a.")]
    public void An_accent_that_cannot_be_read_is_refused_with_the_ratio(string accent, string reason) =>
        Assert.Equal([$"The setting Brand:Accent{reason}"], Faults(new() { Accent = accent }));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Assert.Equal(
            [
                "The setting Brand:Name has 61 characters; 60 is the most.",
                "The setting Brand:Language is none of en, de, fr, es, ja, ar.",
                "The setting Brand:Logo is not base64.",
            ],
            Faults(new() { Name = new('x', 61), Language = "it", Logo = "***" }));

    [Theory]
    [InlineData("AAAA", "is no PNG")]
    [InlineData("", "is no PNG")]
    public void What_is_no_logo_is_refused(string base64, string reason) =>
        Assert.Equal(reason, Assert.Throws<FormatException>(() => Logo.Read(base64)).Message);

    [Fact]
    public void A_logo_that_is_too_heavy_is_refused()
    {
        var heavy = Convert.ToBase64String(new byte[12300]);

        var refused = Assert.Throws<FormatException>(() => Logo.Read(heavy));

        Assert.Equal("has 12300 bytes; 12288 is the most", refused.Message);
    }

    [Fact]
    public void A_logo_is_shown_within_its_place_in_its_proportions()
    {
        var logo = Logo.Read(Png);

        Assert.Equal((160, 40), (logo.Width, logo.Height));
    }

    [Fact]
    public async Task The_app_does_not_start_with_a_color_that_cannot_be_read_and_says_why()
    {
        await using var fixture = new SystemFixture { Settings = ["--Brand:Accent=#ff0000"] };

        var refused = await Assert.ThrowsAnyAsync<Exception>(async () => await fixture.InitializeAsync());

        Assert.Contains("Brand:Accent #ff0000 has a contrast of 3.99:1 against white", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_logo_color_and_language_are_those_of_the_settings()
    {
        await using var fixture = new SystemFixture
        {
            Settings = ["--Brand:Name=Contoso", "--Brand:Accent=#7a0b4c", $"--Brand:Logo={Png}", "--Brand:Language=de"],
        };
        await fixture.InitializeAsync();
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AskAsync(Audience.Learner);
        var ct = TestContext.Current.CancellationToken;

        using var logo = await fixture.Http.GetAsync(new Uri("logo.png", UriKind.Relative), ct);
        using var again = new HttpRequestMessage(HttpMethod.Get, "logo.png");
        again.Headers.IfNoneMatch.Add(logo.Headers.ETag!);
        using var unchanged = await fixture.Http.SendAsync(again, ct);
        var html = await fixture.Http.GetStringAsync(scene.Page(Audience.Learner), ct);
        using var page = await RenderedPage.ParseAsync(html);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (logo.StatusCode, logo.Content.Headers.ContentType!.MediaType));
        Assert.Equal(Convert.FromBase64String(Png), await logo.Content.ReadAsByteArrayAsync(ct));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        var image = page.QuerySelector("header img")!;
        Assert.Equal(("/logo.png", "Contoso"), (image.GetAttribute("src"), image.GetAttribute("alt")));
        Assert.Equal(("160", "40"), (image.GetAttribute("width"), image.GetAttribute("height")));
        Assert.Contains("--accent:#7a0b4c", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Without_a_logo_there_is_none()
    {
        await using var fixture = new SystemFixture();
        await fixture.InitializeAsync();
        using var logo = await fixture.Http.GetAsync(new Uri("logo.png", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, logo.StatusCode);
    }

    private static IEnumerable<string> Faults(BrandOptions options) =>
        new BrandOptionsValidator().Validate(null, options).Failures ?? [];
}
