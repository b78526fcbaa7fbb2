using System.Globalization;

namespace Followup.Shared.Branding;

/// <summary>WCAG 2.2, "contrast ratio" and "relative luminance".</summary>
public static class Contrast
{
    /// <param name="first">A color as <c>#rrggbb</c>.</param>
    /// <param name="second">Another, written the same way.</param>
    /// <returns>1 to 21.</returns>
    public static double Ratio(string first, string second)
    {
        var luminance1 = Luminance(first);
        var luminance2 = Luminance(second);
        return (Math.Max(luminance1, luminance2) + 0.05) / (Math.Min(luminance1, luminance2) + 0.05);
    }

    private static double Luminance(string color)
    {
        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));

        double Channel(int at)
        {
            var value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }
}
