using System.Globalization;
using Followup.Shared.Languages;

namespace Followup.Mailing.Mails;

/// <summary>Writes subjects on one line below 78 characters, which is the most that RFC 5322 (2.1.1) recommends for a line.</summary>
public static class SubjectLine
{
    public const int Longest = 77;

    // so much of a title stays, however long the words around it are
    private const int Least = 12;

    /// <summary>
    /// The first wording that fits. Where none does, the last with what it is about shortened: the words themselves are never cut, so that
    /// a subject may be longer where they are.
    /// </summary>
    /// <param name="about">A title, or a name.</param>
    /// <param name="wordings">Each makes a subject about it.</param>
    public static string Of(string about, IReadOnlyList<Func<string, string>> wordings)
    {
        var whole = OneLine.Of(about);
        var fitting = wordings.Select(wording => wording(whole)).FirstOrDefault(subject => subject.Length <= Longest);
        return fitting ?? wordings[^1](Shortened(whole, Math.Max(Least, Longest - wordings[^1]("").Length)));
    }

    /// <summary>The beginning, to the end of a word where one is near, and an ellipsis; what reads as one character stays whole.</summary>
    private static string Shortened(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && end + next < length) end += next;
        var wordEnd = text.LastIndexOf(' ', end);
        if (wordEnd > end / 2) end = wordEnd;
        return $"{text[..end].TrimEnd(' ', ',', ';', ':', '.', '-', '–', '—', '(', '/', '&')}…";
    }
}
