namespace Followup.Journey.Tests.Checks;

/// <summary>What Outlook, Gmail and Apple Mail cannot do with a mail, by the data of caniemail.com.</summary>
internal static class MailClients
{
    /// <summary>The features that mails use all the same, and what becomes of a mail where a client does not know them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Explained = new Dictionary<string, string>
    {
        ["<style> element"] = "It only darkens. Without it the mail stays light.",
        ["@media"] = "As above.",
        ["color-scheme meta tag"] = "As above.",
        ["border-radius"] = "Corners are square.",
        ["<body> element"] = "Outlook on macOS drops its style; the table inside has the same.",
        ["display:none"] = "Gmail's web page for phones shows the preheader as a first line.",
        ["role attribute"] = "Windows Mail drops it: its screen reader says that the layout is a table.",
    };

    /// <summary>The features of the mail that some client does not know, as "feature: client".</summary>
    public static async Task<IReadOnlyList<string>> UnsupportedAsync(string html)
    {
        var folder = await NpmTools.FolderAsync();
        var check = await Command.RunAsync("node", [Path.Combine(folder, "unsupported.mjs")], input: html);
        Assert.Equal("", check.Errors);
        return check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static string FeatureOf(string unsupported) => unsupported[..unsupported.LastIndexOf(": ", StringComparison.Ordinal)];
}
