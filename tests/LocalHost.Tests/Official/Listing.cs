using System.Text.RegularExpressions;

namespace Followup.LocalWorker.Tests.Official;

/// <summary>The lines of worker-api.txt, each with the full name of its type in front.</summary>
internal sealed partial class Listing
{
    public HashSet<string> Official { get; } = [];

    public HashSet<string> Starred { get; } = [];

    public static Listing Read()
    {
        var listing = new Listing();
        var (space, type) = ("", "");
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Official", "worker-api.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (Namespace().Match(line) is { Success: true } named)
            {
                space = named.Groups[1].Value;
                continue;
            }
            if (TypeName().Match(line) is { Success: true } declared) type = declared.Groups[1].Value;
            var text = $"{space}.{type}: {line[2..].Trim()}";
            Assert.True(listing.Official.Add(text), $"Listed twice: {text}");
            if (line[0] == '*') listing.Starred.Add(text);
        }
        return listing;
    }

    [GeneratedRegex(@"^\S+: namespace (\S+)$")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^[* ] (?:\[.*\] )?public (?:\w+ )*(?:class|interface|enum|delegate \w+) (\w+)")]
    private static partial Regex TypeName();
}
