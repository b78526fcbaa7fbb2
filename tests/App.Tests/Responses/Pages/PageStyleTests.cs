using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Followup.Shared.Keys;

namespace Followup.Tests.Responses.Pages;

public sealed partial class PageStyleTests
{
    [Fact]
    public async Task The_style_in_the_page_is_the_one_the_security_policy_allows()
    {
        using var page = await RenderedPage.OpenAsync(Audience.Learner, [Samples.Card(Audience.Learner)]);

        var css = Encoding.UTF8.GetBytes(page.QuerySelector("style")!.TextContent);
        Assert.Equal(RenderedPage.Style.Hash, $"sha256-{Convert.ToBase64String(SHA256.HashData(css))}");
    }

    [Theory]
    [InlineData(Audience.Learner)]
    [InlineData(Audience.Manager)]
    public async Task A_page_needs_no_script_and_nothing_from_anywhere(Audience audience)
    {
        using var page = await RenderedPage.OpenAsync(audience, [Samples.Card(audience)]);

        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, [style], [onclick], [src]"));
        Assert.DoesNotContain("url(", RenderedPage.Style.Css, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", RenderedPage.Style.Css, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_in_stays_small_enough_for_a_slow_phone()
    {
        var outcomes = Enumerable.Range(1, 6).Select(i => Samples.CheckFacts with { Id = $"outcome-{i}" }).ToList();
        var card = Samples.Card(Audience.Learner, program: new("Evaluating AI output", outcomes));
        var html = await RenderedPage.HtmlAsync(Audience.Learner, [card]);

        Assert.InRange(Encoding.UTF8.GetByteCount(RenderedPage.Style.Css), 1, 8 * 1024);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, 30 * 1024);
    }

    /// <summary>WCAG 2.2, 1.4.3 and 1.4.11: 4.5 to 1 for text, 3 to 1 for the edges of controls.</summary>
    [Theory]
    [InlineData("ink", "paper", 4.5)]
    [InlineData("ink", "ground", 4.5)]
    [InlineData("soft", "paper", 4.5)]
    [InlineData("soft", "ground", 4.5)]
    [InlineData("ink", "good-ground", 4.5)]
    [InlineData("ink", "bad-ground", 4.5)]
    [InlineData("good", "paper", 4.5)]
    [InlineData("bad", "paper", 4.5)]
    [InlineData("bad", "bad-ground", 4.5)]
    [InlineData("link", "paper", 4.5)]
    [InlineData("link", "ground", 4.5)]
    [InlineData("edge", "paper", 3)]
    public void Colors_are_told_apart_by_day_and_by_night(string front, string back, double least)
    {
        var themes = Theme().Matches(RenderedPage.Style.Css).Select(theme => Colors(theme.Value)).ToList();

        Assert.Equal(2, themes.Count);
        Assert.All(themes, colors => Assert.InRange(Contrast(colors[front], colors[back]), least, 21));
    }

    private static Dictionary<string, string> Colors(string theme) =>
        Variable().Matches(theme).ToDictionary(variable => variable.Groups[1].Value, variable => variable.Groups[2].Value);

    private static double Contrast(string front, string back)
    {
        var (a, b) = (Luminance(front), Luminance(back));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        hex = hex.Length == 3 ? string.Concat(hex.Select(digit => $"{digit}{digit}")) : hex;
        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));

        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex(@":root\{[^}]+\}")]
    private static partial Regex Theme();

    [GeneratedRegex(@"--([a-z-]+):#([0-9a-f]{3,6})")]
    private static partial Regex Variable();
}
