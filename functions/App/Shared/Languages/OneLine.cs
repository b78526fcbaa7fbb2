using System.Globalization;
using System.Text;

namespace Followup.Shared.Languages;

/// <summary>Texts that others wrote, such as names and titles, where only one line can stand.</summary>
public static class OneLine
{
    /// <summary>
    /// The text without control characters, line breaks and invisible marks, such as those of direction; what stands apart stands apart by
    /// one space.
    /// </summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) AppendSpace(line);
            else if (!IsInvisible(rune)) line.Append(rune);
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>Whether a text holds what breaks a line or steers a machine.</summary>
    public static bool HasControls(string text) =>
        text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029);

    private static void AppendSpace(StringBuilder line)
    {
        if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
    }

    /// <summary>Not the joiners: Persian and the scripts of India spell with them, and emoji are made with them.</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D);
}
