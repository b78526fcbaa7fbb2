using System.Text.RegularExpressions;
using Followup.Journey.Tests.Checks;
using Microsoft.Playwright;

namespace Followup.Journey.Tests;

/// <summary>HR's pages over a simulated organization, as they are served.</summary>
public sealed class HrPagesTests(Chromium chromium, Organization organization)
{
    private static readonly string[] Paths =
    [
        "", "audit", "insights", "worklist",
        "results/program-04", "results/program-04?wave=P0D", "results/program-04?department=Claims&role=Analyst",
        // told, counted with others, not enough people yet; and one that is too small for departments
        "results/program-04?department=Claims", "results/program-04?department=Audit", "results/program-04?department=Legal",
        "results/program-04?others=", "results/program-10?department=Claims",
        "results/program-10?from=2026-01-05&department=Claims", "results/program-04/correlation", "participation/program-04",
        "results/nobody-has-this",
    ];

    [Theory]
    [InlineData(1280, 1024, ColorScheme.Light)]
    [InlineData(1280, 1024, ColorScheme.Dark)]
    [InlineData(320, 256, ColorScheme.Light)] // a window of 1280 by 1024 at 400 % zoom
    public async Task Pages_are_for_everybody(int width, int height, ColorScheme colors)
    {
        var local = await organization.LocalAsync();
        var page = await chromium.PageAsync(width, height, scripts: true, colors: colors);
        List<string> found = [];
        foreach (var path in Paths)
        {
            await page.GotoAsync($"{local.Http.BaseAddress}{path}");
            // the check reads only what is unfolded
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            found.AddRange((await Accessibility.ViolationsAsync(page)).Select(violation => $"/{path}: {violation}"));
            if (await IsTooWideAsync(page)) found.Add($"/{path}: is wider than its window");
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task Pages_are_correct_HTML_without_scripts_and_load_nothing()
    {
        var local = await organization.LocalAsync();
        Dictionary<string, string> pages = [];
        foreach (var path in Paths)
        {
            using var response = await local.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            pages[$"/{path}"] = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.All(pages, page => Assert.DoesNotMatch("<script|<link|<img|<iframe|<object|url\\(|@import| on[a-z]+=| style=", page.Value));
        Assert.Empty(await NuHtmlChecker.ErrorsAsync(pages));
    }

    [Fact]
    public async Task Without_scripts_HR_finds_from_all_programs_to_one_department_and_its_address_can_be_sent()
    {
        var local = await organization.LocalAsync();
        var page = await chromium.PageAsync(1280, 1024);

        await page.GotoAsync($"{local.Http.BaseAddress}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(new Regex(@"of \d+ programs"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Explaining AI to customers" }).ClickAsync();
        var department = page.GetByRole(AriaRole.Combobox, new() { Name = "Department", Exact = true });
        await department.SelectOptionAsync("Claims");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show department" }).ClickAsync();

        Assert.Contains("department=Claims", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".lead")).ToContainTextAsync("department Claims");
        await Assertions.Expect(department).ToHaveValueAsync("Claims");
    }

    [Fact]
    public async Task On_paper_there_are_no_controls_and_nothing_is_cut_off()
    {
        var local = await organization.LocalAsync();
        var page = await chromium.PageAsync(718, 1000, scripts: true); // the width of A4 within its margins
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var path in new[] { "", "results/program-04" })
        {
            await page.GotoAsync($"{local.Http.BaseAddress}{path}");

            await Assertions.Expect(page.GetByRole(AriaRole.Navigation)).ToBeHiddenAsync();
            Assert.Equal(0, await page.GetByRole(AriaRole.Button).CountAsync());
            Assert.False(await IsTooWideAsync(page), $"/{path} is wider than the paper.");
            Assert.InRange((await page.PdfAsync(new() { Format = "A4", PrintBackground = true })).Length, 20_000, 2_000_000);
        }
    }

    private static Task<bool> IsTooWideAsync(IPage page) =>
        page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
