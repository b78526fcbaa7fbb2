using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.Extensions.Options;

namespace Followup.Shared.Branding;

/// <summary>Whose mails and pages these are, to look at.</summary>
public sealed class Brand
{
    public Brand()
    {
    }

    public Brand(IOptions<BrandOptions> options, bool keepsLearningRecords)
    {
        KeepsLearningRecords = keepsLearningRecords;
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

    /// <summary>What is answered also goes into people's learning records: whoever is asked is told so.</summary>
    public bool KeepsLearningRecords { get; init; }

    /// <summary>Who sees the answers, in one sentence; in two where they go into records.</summary>
    public string WhoSees(Words words, Audience audience)
    {
        var who = words[$"{audience.ToKey()}.who-sees"];
        return KeepsLearningRecords ? $"{who} {words[$"{audience.ToKey()}.who-sees.record"]}" : who;
    }

    /// <summary>Of people of whom no language is known that we speak.</summary>
    public Language DefaultLanguage { get; init; } = Language.English;
}
