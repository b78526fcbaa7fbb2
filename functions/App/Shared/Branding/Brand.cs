using Microsoft.Extensions.Options;

namespace Followup.Shared.Branding;

/// <summary>Whose mails and pages these are, to look at.</summary>
public sealed class Brand
{
    public Brand()
    {
    }

    public Brand(IOptions<BrandOptions> options)
    {
        var set = options.Value;
        Name = set.Name is { Length: > 0 } name ? name : null;
        Accent = set.Accent;
        Logo = set.Logo is { Length: > 0 } logo ? Logo.Read(logo) : null;
        DefaultLanguage = Language.Find(set.Language)!;
    }

    public string? Name { get; init; }

    /// <summary>Of buttons (with white text) and links, as <c>#rrggbb</c>.</summary>
    public string Accent { get; init; } = BrandOptions.DefaultAccent;
    public Logo? Logo { get; init; }

    /// <summary>Of people of whom no language is known that we speak.</summary>
    public Language DefaultLanguage { get; init; } = Language.English;
}
