using System.Text.RegularExpressions;

namespace Followup.Journey.Tests.Checks;

/// <summary>
/// Every page in every state and every mail, in every language, as the app writes them: read from the files that App.Tests compare them
/// with.
/// </summary>
internal static partial class Approved
{
    public static readonly string[] Languages = ["en", "de", "fr", "es", "ja", "ar"];

    private static readonly string Folder = Repository.File("tests", "App.Tests", "Approved");
    private static readonly string Style = File.ReadAllText(Path.Combine(Folder, "style.css"));

    public static IReadOnlyDictionary<string, string> Pages(string language) => Read(language, "pages.html");

    public static IReadOnlyDictionary<string, string> Mails(string language) => Read(language, "mails.html");

    private static Dictionary<string, string> Read(string language, string file)
    {
        var parts = Part().Matches(File.ReadAllText(Path.Combine(Folder, language, file)));
        return parts.ToDictionary(
            part => $"{language}, {part.Groups[1].Value}",
            part => part.Groups[2].Value.Replace("<style></style>", $"<style>{Style}</style>", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"<!-- ([^\n]*) -->\n(.*?)(?=\n<!-- |\z)", RegexOptions.Singleline)]
    private static partial Regex Part();
}
