using System.Text.Json;

namespace Followup.Journey.Tests.Checks;

/// <summary>The W3C's checker of HTML, CSS and ARIA.</summary>
internal static class NuHtmlChecker
{
    // Razor closes void elements with a slash, which HTML allows and ignores.
    private static readonly string[] Tolerated = ["Trailing slash on void elements has no effect"];

    private static bool HasJava => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "java")));

    /// <summary>Errors and warnings, each with its page's name. One start of Java for all of them.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(IReadOnlyDictionary<string, string> pages)
    {
        Assert.SkipUnless(HasJava || Environment.GetEnvironmentVariable("CI") is not null, "There is no Java on this machine; install default-jre-headless to run this test.");
        var jar = Path.Combine(await NpmTools.FolderAsync(), "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        var names = pages.Keys.ToList();
        for (var i = 0; i < names.Count; i++) await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{i}.html"), pages[names[i]]);
        var (_, said) = await NpmTools.RunAsync("java", ["-jar", jar, "--format", "json", "--exit-zero-always", .. names.Select((_, i) => $"{i}.html")], folder: folder.Path);
        return [.. JsonDocument.Parse(said).RootElement.GetProperty("messages").EnumerateArray()
            .Select(message => (Text: message.GetProperty("message").GetString()!, Page: names[int.Parse(Path.GetFileNameWithoutExtension(message.GetProperty("url").GetString()!), null)]))
            .Where(message => !Array.Exists(Tolerated, text => message.Text.StartsWith(text, StringComparison.Ordinal)))
            .Select(message => $"{message.Page}: {message.Text}")];
    }
}
