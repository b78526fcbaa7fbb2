using System.Text.RegularExpressions;

namespace Followup.Programs;

/// <summary>Texts that go into subjects and headings: whatever breaks a line is a space, and nothing is in them that nobody sees.</summary>
internal static partial class OneLine
{
    /// <summary>Trimmed. What joins letters of a script or of an emoji stays.</summary>
    public static string Of(string text) => Unseen().Replace(Breaks().Replace(text, " "), "").Trim();

    /// <summary>Whether a text holds what breaks a line or steers a machine.</summary>
    public static bool HasControls(string text) => Breaks().IsMatch(text);

    [GeneratedRegex(@"\s*[\p{Cc}\u2028\u2029]+\s*")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"(?![\u200C\u200D])\p{Cf}")]
    private static partial Regex Unseen();
}
