using System.Globalization;
using System.Text.RegularExpressions;
using Followup.Shared.Languages;
using Microsoft.Extensions.Options;

namespace Followup.Shared.Branding;

/// <summary>
/// Says all that is wrong, each with the setting's name. A color that cannot be read is refused rather than corrected: a brand's color is
/// the brand's to choose.
/// </summary>
internal sealed partial class BrandOptionsValidator : IValidateOptions<BrandOptions>
{
    /// <summary>WCAG 2.2, 1.4.3 Contrast (Minimum).</summary>
    private const double Least = 4.5;

    /// <summary>What the accent stands against: text of buttons is white, links stand on the ground of pages.</summary>
    private static readonly (string Name, string Color)[] Opposites =
    [
        ("white", "#ffffff"),
        ("the ground of pages, #f2f5f7", "#f2f5f7"),
    ];

    public ValidateOptionsResult Validate(string? name, BrandOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(BrandOptions options)
    {
        if (options.Name?.Length > 60) yield return $"The setting Brand:Name has {options.Name.Length} characters; 60 is the most.";
        if (Language.Find(options.Language) is null)
        {
            var tags = Language.All.Select(language => language.Tag);
            yield return $"The setting Brand:Language is none of {string.Join(", ", tags)}.";
        }
        if (AccentFault(options.Accent) is { } accentFault) yield return $"The setting Brand:Accent {accentFault}.";
        if (options.Logo is { Length: > 0 } logo && LogoFault(logo) is { } logoFault) yield return $"The setting Brand:Logo {logoFault}.";
    }

    private static string? AccentFault(string accent)
    {
        if (!Color().IsMatch(accent)) return "is no color such as #0b5c7a";
        foreach (var (opposite, color) in Opposites)
        {
            var ratio = Contrast.Ratio(accent, color);
            if (ratio >= Least) continue;
            return $"{accent} has a contrast of {RoundedDown(ratio)}:1 against {opposite}; 4.5:1 is the least (WCAG 2.2, 1.4.3)";
        }
        return null;
    }

    /// <summary>Rounded down, so that a contrast just below the least does not read as if it were enough.</summary>
    private static string RoundedDown(double ratio) => (Math.Floor(ratio * 100) / 100).ToString("0.00", CultureInfo.InvariantCulture);

    private static string? LogoFault(string logo)
    {
        try
        {
            Logo.Read(logo);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    private static partial Regex Color();
}
