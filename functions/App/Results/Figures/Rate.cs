namespace Followup.Results.Figures;

/// <summary>
/// k of n, with its share and Wilson interval (95 %); or why there is none. Of one that is not told not even n is.
/// </summary>
public sealed record Rate(
    int? N = null,
    int? K = null,
    double? Share = null,
    double? Low = null,
    double? High = null,
    Missing? Missing = null)
{
    /// <summary>Fewer answers than these tell no share.</summary>
    public const int Fewest = 5;

    public static Rate NotTold(Missing why) => new(Missing: why);

    /// <param name="designEffect">
    /// Divides n for the interval alone: see <see cref="DesignEffect"/>. How far that covers is said at <see cref="MeanShare"/>, of which
    /// this is the case of one behavior.
    /// </param>
    public static Rate Of(int k, int n, double designEffect = 1)
    {
        if (n == 0) return new(n, Missing: Figures.Missing.NotDefined);
        if (n < Fewest) return new(n, Missing: Figures.Missing.TooFew);

        var share = (double)k / n;
        var interval = Wilson.Of(share, n / designEffect);
        return new(n, k, share, interval.Low, interval.High);
    }
}
