namespace Followup.Results.Figures;

/// <summary>The 95 % interval of a share.</summary>
public sealed record Interval(double Low, double High);

public static class Wilson
{
    public const double Z = 1.959963984540054; // the 97.5 % point of the normal distribution

    /// <summary>
    /// The Wilson score interval of k out of n, which holds for the small groups we have, where the usual interval does not (Brown, Cai and
    /// DasGupta 2001).
    /// </summary>
    public static Interval Of(int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);

        var p = (double)k / n;
        var scale = 1 + Z * Z / n;
        var center = (p + Z * Z / (2 * n)) / scale;
        var half = Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n)) / scale;
        // at the ends center and half are equal, but for the last bit
        return new(k == 0 ? 0 : center - half, k == n ? 1 : center + half);
    }
}
