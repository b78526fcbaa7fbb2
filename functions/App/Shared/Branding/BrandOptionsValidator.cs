using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Followup.Shared.Branding;

/// <summary>Says all that is wrong, each with the setting's name. A color that cannot be read is refused rather than corrected: a brand's color is the brand's to choose.</summary>
internal sealed partial class BrandOptionsValidator : IValidateOptions<BrandOptions>
{
    /// <summary>WCAG 2.2, 1.4.3 Contrast (Minimum).</summary>
    private const double Least = 4.5;

    private static readonly (string Name, string Color)[] Behind = [("white", "#ffffff"), ("the ground of pages, #f2f5f7", "#f2f5f7")];

    public ValidateOptionsResult Validate(string? name, BrandOptions options)
    {
        var wrong = Faults(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Faults(BrandOptions options)
    {
        if (options.Name?.Length > 60) yield return $"The setting Brand:Name has {options.Name.Length} characters; 60 is the most.";
        if (Shared.Languages.Language.Find(options.Language) is null)
            yield return $"The setting Brand:Language is none of {string.Join(", ", Shared.Languages.Language.All.Select(language => language.Tag))}.";
        if (!Color().IsMatch(options.Accent)) yield return "The setting Brand:Accent is no color such as #0b5c7a.";
        else
            foreach (var (behind, color) in Behind)
                if (Contrast.Ratio(options.Accent, color) is < Least and var ratio)
                {
                    yield return $"The setting Brand:Accent {options.Accent} has a contrast of {RoundedDown(ratio)}:1 against {behind}; 4.5:1 is the least (WCAG 2.2, 1.4.3).";
                    break;
                }
        if (options.Logo is { Length: > 0 } logo && LogoFault(logo) is { } fault) yield return $"The setting Brand:Logo {fault}.";
    }

    /// <summary>So that what just misses does not read as if it had not.</summary>
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
