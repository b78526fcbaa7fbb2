using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Followup.Journey.Tests.Checks;

/// <summary>axe-core, at WCAG 2.2 AA; pages also by its own good practices, which want headings and landmarks that a mail has not.</summary>
internal static class Accessibility
{
    private static readonly List<string> Wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, bool isMail = false) =>
        [.. (await page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = isMail ? Wcag : [.. Wcag, "best-practice"] } })).Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Target}: {rule.Help}"))];
}
