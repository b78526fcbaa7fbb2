using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Followup.Shared.Branding;

namespace Followup.Responses.Pages;

/// <summary>The one style sheet of all pages, <c>page.css</c>, in the page itself: nothing is loaded but the logo.</summary>
public sealed partial class PageStyle(Brand brand)
{
    private static readonly string Rules = SpareText().Replace(ReadPageCss(), "").Trim();

    public string Css { get; } = Rules.Replace("brand-accent", brand.Accent, StringComparison.Ordinal);

    /// <summary>The hash of the style sheet, as the Content-Security-Policy names it.</summary>
    public string Hash => field ??= $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}";

    private static string ReadPageCss()
    {
        using var css = typeof(PageStyle).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(css);
        return reader.ReadToEnd();
    }

    // every page carries the style sheet: without this text it is a fifth smaller, and each rule still has a line of its own
    [GeneratedRegex(
        """
        /\*.*?\*/\s*        # comments
        | \s+(?=[{}])       # space before a brace
        | (?<=[{;:,])\s+    # space behind an opening brace, a semicolon, a colon or a comma
        | ;(?=\s*\})        # the last semicolon of a rule
        | (?<=\}\n)\s+      # empty lines and indentation between rules
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex SpareText();
}
