using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Followup.Shared.Branding;

namespace Followup.Shared.Hr;

/// <summary>
/// The style sheet of HR's pages, <c>hr.css</c>. Two colors carry meaning and no third does: what managers observed is dark and filled,
/// what learners reported is light and outlined, so they differ without color too.
/// </summary>
public sealed partial class HrStyle(Brand brand)
{
    private static readonly string Sheet = Read();

    public string Css { get; } = Sheet.Replace("$accent", brand.Accent, StringComparison.Ordinal);

    /// <summary>As the Content-Security-Policy names it.</summary>
    public string Hash => field ??= $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}";

    private static string Read()
    {
        using var file = typeof(HrStyle).Assembly.GetManifestResourceStream("hr.css")!;
        using var reader = new StreamReader(file);
        return ForAuthors().Replace(reader.ReadToEnd(), "").Trim();
    }

    /// <summary>What is in the file for its authors only: comments, and the semicolon before a closing brace.</summary>
    [GeneratedRegex(@"/\*.*?\*/|;(?=\s*\})", RegexOptions.Singleline)]
    private static partial Regex ForAuthors();
}
