using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Followup.Results.Figures;

/// <summary>
/// A mean of programs' rates with its 95 % interval (Student's t). Each program counts once, however large: programs differ, not only their
/// learners.
/// </summary>
/// <param name="Low">
/// Null, as is <paramref name="High"/>, where all programs have one and the same rate: nothing then tells how far chance reaches.
/// </param>
public sealed record MeanRate(
    int Programs,
    double? Mean = null,
    double? Low = null,
    double? High = null,
    Missing? Missing = null)
{
    public static MeanRate Of(IReadOnlyCollection<double> rates)
    {
        if (rates.Count == 0) return new(0, Missing: Figures.Missing.NotDefined);
        if (rates.Count == 1) return new(1, Missing: Figures.Missing.TooFew);

        var mean = rates.Mean();
        if (IsConstant(rates)) return new(rates.Count, mean);
        var half = Quantile(rates.Count - 1) * rates.StandardDeviation() / Math.Sqrt(rates.Count);
        return new(rates.Count, mean, Math.Max(0, mean - half), Math.Min(1, mean + half));
    }

    /// <summary>Compared, not computed: a variance of equal rates need not be 0 to the last bit.</summary>
    internal static bool IsConstant(IReadOnlyCollection<double> rates) => rates.Min() == rates.Max();

    internal static double Quantile(double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 0.975);
}
