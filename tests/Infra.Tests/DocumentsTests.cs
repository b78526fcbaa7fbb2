using System.Text.RegularExpressions;

namespace Followup.Infra.Tests;

/// <summary>What a newcomer reads is short at first, and leads somewhere.</summary>
public sealed partial class DocumentsTests
{
    public static TheoryData<string> Documents => [.. Repository.Sources(".md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_within_the_repository_leads_to_a_file_and_a_heading(string document)
    {
        var file = Repository.File(document);
        List<string> broken = [];
        foreach (var target in Link().Matches(TextOf(file)).Select(link => link.Groups["target"].Value))
        {
            var (path, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
            var linked = path.Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, path));
            if (!Path.Exists(linked) || (anchor is not null && !Anchors(linked).Contains(anchor))) broken.Add(target);
        }

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Lines_keep_to_140_columns_but_for_tables_and_code(string document) => Assert.DoesNotContain(
        TextOf(Repository.File(document)).Split('\n'), line => line.Length > 140 && !line.StartsWith('|'));

    [Fact]
    public void The_first_page_is_read_in_minutes() =>
        Assert.InRange(File.ReadLines(Repository.File("README.md")).Count(), 1, 150);

    /// <summary>Without blocks of code, in which a bracket is no link and a # no heading.</summary>
    private static string TextOf(string file) => Code().Replace(File.ReadAllText(file), "");

    /// <summary>As GitHub makes them: lower case, hyphens for spaces, no other marks.</summary>
    private static HashSet<string> Anchors(string file) =>
    [
        .. Heading().Matches(TextOf(file))
            .Select(heading => heading.Groups["text"].Value.ToLowerInvariant())
            .Select(text => Mark().Replace(text, "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?!\w+:)(?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^```.*?^```\r?$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
