using Microsoft.Playwright;

namespace Followup.Journey.Tests.Checks;

/// <summary>What a person sees, and must hit, in a window of the size it has: see <c>layout.js</c>.</summary>
internal static class Layout
{
    private static readonly string Script = File.ReadAllText(Repository.File("tests", "Journey.Tests", "Checks", "layout.js"));

    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page) => await page.EvaluateAsync<string[]>(Script);
}
