using System.Globalization;
using System.Text.Json;

namespace Followup.Journey.Tests.Checks;

/// <summary>The W3C's checker of HTML, CSS and ARIA.</summary>
internal static class NuHtmlChecker
{
    // Razor closes void elements with a slash, which HTML allows and ignores.
    private static readonly string[] Tolerated = ["Trailing slash on void elements has no effect"];

    /// <summary>Errors and warnings, each with its page's name. One start of Java for all of them.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(IReadOnlyDictionary<string, string> pages)
    {
        Programs.OrSkip("java");
        var jar = Path.Combine(await NpmTools.FolderAsync(), "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        using var folder = new TemporaryFolder();
        var names = pages.Keys.ToList();
        for (var i = 0; i < names.Count; i++) await File.WriteAllTextAsync(folder.File($"{i}.html"), pages[names[i]]);
        string[] arguments = ["-jar", jar, "--format", "json", "--exit-zero-always", .. names.Select((_, i) => $"{i}.html")];
        var check = await Command.RunAsync("java", arguments, folder: folder.Path);

        List<string> errors = [];
        foreach (var message in JsonDocument.Parse(check.Errors).RootElement.GetProperty("messages").EnumerateArray())
        {
            var text = message.GetProperty("message").GetString()!;
            if (Array.Exists(Tolerated, start => text.StartsWith(start, StringComparison.Ordinal))) continue;
            var number = Path.GetFileNameWithoutExtension(message.GetProperty("url").GetString()!);
            errors.Add($"{names[int.Parse(number, CultureInfo.InvariantCulture)]}: {text}");
        }
        return errors;
    }
}
