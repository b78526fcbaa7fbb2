using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Followup.Journey.Tests.Checks;

/// <summary>
/// axe-core, at WCAG 2.2 AA; pages also by axe's own good practices, which want headings and landmarks that a mail has not.
/// </summary>
internal static class Accessibility
{
    private static readonly List<string> Wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, bool isMail = false)
    {
        List<string> tags = isMail ? Wcag : [.. Wcag, "best-practice"];
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = tags } });
        return [.. result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Target}: {rule.Help}"))];
    }
}
