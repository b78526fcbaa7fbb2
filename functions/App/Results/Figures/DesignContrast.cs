using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Followup.Results.Figures;

/// <summary>A mean of programs' rates with its 95 % interval (Student's t). Each program counts once, however large: programs differ, not only their learners.</summary>
public sealed record MeanRate(int Programs, double? Mean = null, double? Low = null, double? High = null, Missing? Missing = null)
{
    public static MeanRate Of(IReadOnlyCollection<double> rates)
    {
        if (rates.Count < 2) return new(rates.Count, Missing: rates.Count == 0 ? Figures.Missing.NotDefined : Figures.Missing.TooFew);
        var half = Quantile(rates.Count - 1) * rates.StandardDeviation() / Math.Sqrt(rates.Count);
        return new(rates.Count, rates.Mean(), Math.Max(0, rates.Mean() - half), Math.Min(1, rates.Mean() + half));
    }

    internal static double Quantile(double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 0.975);
}

/// <summary>
/// Programs with a design feature against those without, with Welch's interval of the difference. It is an association over so many programs: those with the feature may
/// differ in other things.
/// </summary>
public sealed record DesignContrast(MeanRate With, MeanRate Without, double? Difference, double? Low, double? High)
{
    public static DesignContrast Of(IReadOnlyCollection<double> with, IReadOnlyCollection<double> without)
    {
        var (one, other) = (MeanRate.Of(with), MeanRate.Of(without));
        if (one.Mean is null || other.Mean is null) return new(one, other, null, null, null);
        var (a, b) = (with.Variance() / with.Count, without.Variance() / without.Count);
        var difference = one.Mean - other.Mean;
        // all alike on both sides: nothing tells how far chance reaches
        if (a + b == 0) return new(one, other, difference, null, null);
        var half = MeanRate.Quantile((a + b) * (a + b) / (a * a / (with.Count - 1) + b * b / (without.Count - 1))) * Math.Sqrt(a + b);
        return new(one, other, difference, difference - half, difference + half);
    }
}
