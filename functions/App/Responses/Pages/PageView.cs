using Followup.Shared.Branding;
using Followup.Shared.Languages;

namespace Followup.Responses.Pages;

/// <summary>What every page needs beside its content.</summary>
/// <param name="Kept">
/// The part of the address's query that a change of language keeps, such as <c>&amp;card=c3fa9&amp;first=yes</c>.
/// </param>
public sealed record PageView(Words Words, Brand Brand, PageStyle Style, string Kept = "", bool IsPreview = false)
{
    /// <summary>The parameter of the address that names the language; null where the language cannot be changed.</summary>
    public string? Parameter { get; init; } = "lang";

    public string Address(Language language) => $"?{Parameter}={language.Tag}{Kept}";

    /// <summary>Where the page's forms go: the language stays.</summary>
    public string Action => $"?lang={Words.Language.Tag}";
}
