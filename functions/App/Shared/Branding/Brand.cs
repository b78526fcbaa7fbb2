using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.Extensions.Options;

namespace Followup.Shared.Branding;

/// <summary>The organization whose mails and pages these are, as they show it.</summary>
public sealed class Brand
{
    public Brand()
    {
    }

    public Brand(IOptions<BrandOptions> options, bool keepsLearningRecords)
    {
        KeepsLearningRecords = keepsLearningRecords;
        var settings = options.Value;
        Name = settings.Name is { Length: > 0 } name ? name : null;
        Accent = settings.Accent;
        Logo = settings.Logo is { Length: > 0 } logo ? Logo.Read(logo) : null;
        DefaultLanguage = Language.Find(settings.Language)!;
    }

    public string? Name { get; init; }

    /// <summary>The color of buttons (with white text) and links, as <c>#rrggbb</c>.</summary>
    public string Accent { get; init; } = BrandOptions.DefaultAccent;
    public Logo? Logo { get; init; }

    /// <summary>Outcomes also go into people's learning records, under their names: pages and mails that ask somebody say so.</summary>
    public bool KeepsLearningRecords { get; init; }

    /// <summary>What becomes of the answers and who sees what, the promise first; last that they go into learning records, if so.</summary>
    public string WhoSees(Words words, Audience audience)
    {
        var key = $"{audience.ToKey()}.who-sees";
        return KeepsLearningRecords ? $"{words[key]} {words[$"{key}.record"]}" : words[key];
    }

    /// <summary>The language of people of whom no language is known that we speak.</summary>
    public Language DefaultLanguage { get; init; } = Language.English;
}
