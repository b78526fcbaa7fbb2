using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Followup.People;

/// <summary>Turns "Last, First" round, as HR systems write names, and leaves alone what a comma only sets apart.</summary>
internal static partial class NameOrder
{
    private static readonly char[] Commas = [',', '，', '،'];

    // generations and degrees that follow a name, without their dots
    private static readonly FrozenSet<string> Suffixes = Set(
        "jr sr jun sen ii iii iv phd dphil edd md mba emba msc bsc meng beng mph mpa mphil llm llb jd cpa cfa acca esq dds dvm rn pmp obe "
        + "mbe cbe frcs facs");

    // names too (Jack Ma), so they are degrees only in capitals and where enough of a name is left
    private static readonly FrozenSet<string> CapitalSuffixes =
        FrozenSet.Create(StringComparer.Ordinal, "MA", "BA", "MS", "BS", "DO", "PE", "V");

    private static readonly FrozenSet<string> Titles = Set(
        "dr prof professor mr mrs ms miss mx sir dame herr frau mag ing dipl-ing med rer nat phil jur habil");

    /// <summary>
    /// "Okafor, Dr. Chidi (Claims)" is Dr. Chidi Okafor (Claims); "King, Jr., Martin Luther" and "Martin Luther King, Jr." are the same.
    /// What is written in Chinese, Japanese or Korean keeps its order.
    /// </summary>
    /// <param name="name">On one line.</param>
    public static string Natural(string name)
    {
        var noted = Noted().Match(name);
        var note = noted.Groups["note"].Value;
        var parts = (noted.Success ? noted.Groups["name"].Value : name)
            .Split(Commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2) return Join([.. parts, note]);

        List<string> suffixes = [.. parts[1..].Where(part => IsSuffix(part, parts))];
        List<string> titles = [.. parts[1..].Except(suffixes).Where(IsTitle)];
        List<string> given = [.. parts[1..].Except(suffixes).Except(titles)];
        if (given.Count == 0) return Join([.. titles, parts[0], .. suffixes, note]);
        if (given.Append(parts[0]).All(part => EastAsian().IsMatch(part))) return Join([.. titles, parts[0], .. given, .. suffixes, note]);

        var (title, last) = SplitTitle(parts[0]);
        var (called, suffix) = SplitSuffix(given[^1]);
        return Join([title, .. titles, .. given[..^1], called, last, suffix, .. suffixes, note]);
    }

    private static bool IsSuffix(string part, string[] parts) =>
        Suffixes.Contains(Bare(part).Replace(" ", "", StringComparison.Ordinal))
        || Words(part).All(word => Suffixes.Contains(Bare(word)))
        || (CapitalSuffixes.Contains(Bare(part)) && (parts.Length > 2 || Words(parts[0]).Length > 1));

    private static bool IsTitle(string part) => Words(part).All(word => Titles.Contains(Bare(word)));

    /// <summary>"Dr. Weiß" as "Dr." and "Weiß".</summary>
    private static (string Title, string Name) SplitTitle(string name)
    {
        var words = Words(name);
        var count = words[..^1].TakeWhile(word => word.EndsWith('.') && Titles.Contains(Bare(word))).Count();
        return (Join(words[..count]), Join(words[count..]));
    }

    /// <summary>"Martin Luther Jr." as "Martin Luther" and "Jr.".</summary>
    private static (string Name, string Suffix) SplitSuffix(string name)
    {
        var words = Words(name);
        var count = words[1..].Reverse().TakeWhile(word => Suffixes.Contains(Bare(word))).Count();
        return (Join(words[..^count]), Join(words[^count..]));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Bare(string word) => word.Replace(".", "", StringComparison.Ordinal);

    private static string Join(IEnumerable<string> parts) => string.Join(' ', parts.Where(part => part.Length > 0));

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands in brackets behind a name, as in "Weiß, Anna (Claims)".</summary>
    [GeneratedRegex(@"^(?<name>.*[^\s])\s*(?<note>[(\[（][^()\[\]（）]*[)\]）])$")]
    private static partial Regex Noted();

    [GeneratedRegex(
        @"^[\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}々 ]+$")]
    private static partial Regex EastAsian();
}
