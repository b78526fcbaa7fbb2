using MathNet.Numerics.Distributions;

namespace Followup.Results.Figures;

/// <summary>
/// The mean, over learners, of the share of behaviors at target, with its 95 % interval; or why there is none. Unlike "at least half of the
/// behaviors" it does not depend on whether their number is odd.
/// </summary>
/// <remarks>
/// <para>
/// The interval follows from four numbers: learners, sum and sum of squares of their shares, and the design effect. It is Wilson's on
/// n / (designEffect - 1 + ratio), with ratio the shares' variance by the largest that their mean allows,
/// (n' variance + 2) / (n' mean (1 - mean) + 2), where n' = n / designEffect. So with one behavior, where shares are 0 or 1, it is Wilson's
/// on n / designEffect, exactly; with several it is narrower as far as learners' shares are closer together; and learners who are all
/// alike keep a width.
/// </para>
/// <para>
/// The ratio lessens the 1 of the design effect, never its (m - 1) * correlation: a manager who is mild is so about every behavior, so what
/// managers have in common stays where behaviors average out. Dividing the whole effect by the ratio covers 86 % at worst. The 2, which
/// weighs as eight learners at one half, was chosen by simulation: with half of it, rare outliers take coverage to 93 %.
/// </para>
/// <para>
/// Coverage (MeanShareCoverageTests) is 94 % or more at 60 learners by 5 x 12, 10 x 6 and 20 x 3 reports and managers, with one to six
/// behaviors, tied or not, where the true correlation of single answers is at most the setting's of .3. With fewer learners, one behavior
/// and whole numbers it swings as Wilson's does, down to 93 %. Where it is .6 under a setting of .3, coverage is 83 to 93 %.
/// </para>
/// </remarks>
/// <param name="N">Learners of whom at least one behavior is known.</param>
/// <param name="PAboveHalf">
/// One-sided p-value of "the mean is above one half", the inversion of the interval: below .025 where <paramref name="Low"/> is above .5.
/// </param>
public sealed record MeanShare(
    int? N = null,
    double? Mean = null,
    double? Low = null,
    double? High = null,
    double? PAboveHalf = null,
    Missing? Missing = null)
{
    /// <summary>
    /// Shares are counted in units of 1/2520, the least common multiple of 1 to 10: with at most ten behaviors sums are whole numbers.
    /// </summary>
    public const int Unit = 2520;

    private const double Shrinkage = 2;

    /// <summary>One learner's share, in units.</summary>
    /// <param name="known">Behaviors about which there is an answer: 1 to 10.</param>
    public static int Units(int atTarget, int known) => Unit / known * atTarget;

    /// <param name="sum">Of shares in units.</param>
    /// <param name="sumOfSquares">Of shares in units.</param>
    public static MeanShare Of(int n, long sum, long sumOfSquares, double designEffect = 1)
    {
        if (n == 0) return new(n, Missing: Figures.Missing.NotDefined);
        if (n < Rate.Fewest) return new(n, Missing: Figures.Missing.TooFew);

        var mean = sum / ((double)n * Unit);
        var effective = EffectiveN(n, mean, sumOfSquares, designEffect);
        var interval = Wilson.Of(mean, effective);
        var p = Normal.CDF(0, 1, (0.5 - mean) * 2 * Math.Sqrt(effective));
        return new(n, mean, interval.Low, interval.High, p);
    }

    private static double EffectiveN(int n, double mean, long sumOfSquares, double designEffect)
    {
        var most = mean * (1 - mean);
        var variance = Math.Clamp(sumOfSquares / ((double)n * Unit * Unit) - mean * mean, 0, most);
        var independent = n / designEffect;
        var ratio = (independent * variance + Shrinkage) / (independent * most + Shrinkage);
        return n / (designEffect - 1 + ratio);
    }
}
