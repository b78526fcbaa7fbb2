using System.Text.RegularExpressions;

namespace Followup.People;

/// <summary>What names a person in a cell: an id, or an address.</summary>
public static partial class IdText
{
    public const int LongestAddress = 254;

    /// <summary>
    /// An id or an address without what spreadsheets, mail programs and web pages put around it: <c>'000123</c>, <c>="000124"</c>,
    /// <c>mailto:</c>, angle brackets.
    /// </summary>
    public static string Clean(string cell, bool isAddress = false)
    {
        var text = CellText.Clean(cell);
        if (AsFormula().Match(text) is { Success: true } formula) text = formula.Groups[1].Value.Trim();
        if (text is ['\'', _, ..] && !isAddress) text = text[1..].Trim();
        if (text is ['<', .., '>']) text = text[1..^1].Trim();
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) text = text["mailto:".Length..].Trim();
        return text;
    }

    /// <summary>What is wrong with an id, cleaned; null for nothing.</summary>
    /// <param name="cell">As it was sent.</param>
    public static string? FaultOfId(string id, string cell)
    {
        if (id == "") return "Every person needs an id: the one your HR system uses.";
        if (CellText.IsBroken(cell)) return "An id holds no line break and no control character; take it out.";
        if (CellText.IsNothing(id)) return "This is what a spreadsheet or a database writes where it has nothing; put the id there.";
        if (id.Contains('\uFFFD', StringComparison.Ordinal) || Mojibake.Mend(id) != id)
            return "Letters of this id were garbled when a file was read in another encoding; export it again as CSV UTF-8.";
        if (id[0] == '=') return "This is a formula; put the id itself there, as text.";
        return Scientific().IsMatch(id)
            ? "A spreadsheet has made a number of this id and lost digits of it; format the column as text, and export it again."
            : null;
    }

    /// <summary>An id that may have been a whole number: 912.0.</summary>
    public static bool IsFraction(string id) => Fraction().IsMatch(id);

    /// <summary>Whether mail can go there: a name, and a domain of two parts or more; RFC 5321 without quotes and hosts' numbers.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= LongestAddress && text.IndexOf('@') is > 0 and <= 64 && Address().IsMatch(text);

    [GeneratedRegex(@"^=\s*""(.*)""$")]
    private static partial Regex AsFormula();

    [GeneratedRegex(@"^-?\d+([.,]\d+)?E[+-]\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^\d+[.,]0+$")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^(?!['.])[^\s@,;:<>()\[\]\\""\uFFFD.]+(\.[^\s@,;:<>()\[\]\\""\uFFFD.]+)*"
        + @"@([\p{L}\p{N}]([\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+(?!\d+$)[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}]$")]
    private static partial Regex Address();
}
