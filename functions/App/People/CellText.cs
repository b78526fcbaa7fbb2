using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Followup.People;

/// <summary>A cell's text without what nobody sees or means.</summary>
public static partial class CellText
{
    /// <summary>
    /// Without invisible characters (Unicode's category of formats, variation selectors, fillers), with one space for each run of spaces,
    /// line breaks and control characters, and composed (NFC).
    /// </summary>
    /// <param name="keepsJoiners">Names in Persian, Hindi and others are spelled with the two zero-width joiners.</param>
    public static string Clean(string text, bool keepsJoiners = false)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune) && !(keepsJoiners && rune.Value is 0x200C or 0x200D)) continue;
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune)) clean.Append(rune);
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        }
        return clean.ToString().TrimEnd(' ').Normalize();
    }

    /// <summary>Whether a control character or a line break stands within it.</summary>
    public static bool IsBroken(string text) => text.Trim().Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    /// <summary>What spreadsheets and databases write where they have nothing, or could not compute it; in several languages.</summary>
    public static bool IsNothing(string text) => Nothing().IsMatch(text);

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F);

    [GeneratedRegex(@"^(#(n/a|n/d|n/b|n/v|nv)|#¡?\p{L}+(/0)?[!?]|#+|\(?null\)?|nil|none|nan|undefined|n/a|k\.\s?a\.|[-\u2013\u2014]+|\?+)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();
}
