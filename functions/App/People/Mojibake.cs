using System.Text;
using System.Text.RegularExpressions;

namespace Followup.People;

/// <summary>
/// UTF-8 that somebody read as Windows-1252 before: <c>MÃ¼ller</c> was Müller. Turned back where it is certain: the letters beyond ASCII
/// are the bytes of UTF-8, and it shows (a sign where a name has letters, or one of the four letters that most of Latin begins with).
/// </summary>
public static partial class Mojibake
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text as it was; itself where nothing happened to it.</summary>
    public static string Mend(string text)
    {
        for (var i = 0; i < 3; i++) // it happens more than once to one file
        {
            var mended = BeyondAscii().Replace(text, run => MendRun(run.Value));
            if (mended == text) break;
            text = mended;
        }
        return text;
    }

    private static string MendRun(string run)
    {
        if (!Certain().IsMatch(run)) return run;
        try
        {
            var mended = Utf8.GetString(Windows.GetBytes(run));
            return mended.Any(char.IsControl) ? run : mended;
        }
        catch (ArgumentException)
        {
            return run; // not the bytes of UTF-8, or not of Windows-1252
        }
    }

    [GeneratedRegex(@"[^\x00-\x7F]{2,}")]
    private static partial Regex BeyondAscii();

    // a lead byte before a byte that is a sign in Windows-1252, or C2 to C5 before any
    [GeneratedRegex("[\u00C2-\u00C5].|[\u00C6-\u00F4][\u0080-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u20AC\u201A\u201E-\u2026\u2020"
        + "\u2021\u02C6\u2030\u2039\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u203A]")]
    private static partial Regex Certain();
}
