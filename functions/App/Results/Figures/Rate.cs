namespace Followup.Results.Figures;

/// <summary>
/// k of n, with its share and Wilson interval (95 %); or why there is none. Of a hidden rate not even n is told.
/// </summary>
public sealed record Rate(
    int? N = null,
    int? K = null,
    double? Share = null,
    double? Low = null,
    double? High = null,
    Missing? Missing = null)
{
    /// <summary>Fewer answers than these tell no share, and a group of fewer is hidden.</summary>
    public const int Fewest = 5;

    public static readonly Rate Hidden = new(Missing: Figures.Missing.Hidden);

    public static Rate Of(int k, int n)
    {
        if (n == 0) return new(n, Missing: Figures.Missing.NotDefined);
        if (n < Fewest) return new(n, Missing: Figures.Missing.TooFew);

        var interval = Wilson.Of(k, n);
        return new(n, k, (double)k / n, interval.Low, interval.High);
    }
}
