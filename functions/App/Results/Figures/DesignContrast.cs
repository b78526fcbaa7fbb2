using MathNet.Numerics.Statistics;

namespace Followup.Results.Figures;

/// <summary>
/// Programs with a design feature against those without, with Welch's interval of the difference. It is an association over so many
/// programs: those with the feature may differ in other things.
/// </summary>
public sealed record DesignContrast(MeanRate With, MeanRate Without, double? Difference, double? Low, double? High)
{
    public static DesignContrast Of(IReadOnlyCollection<double> with, IReadOnlyCollection<double> without)
    {
        var (meanWith, meanWithout) = (MeanRate.Of(with), MeanRate.Of(without));
        if (meanWith.Mean is null || meanWithout.Mean is null) return new(meanWith, meanWithout, null, null, null);

        var difference = meanWith.Mean - meanWithout.Mean;
        // squared standard errors of the two means
        var (a, b) = (with.Variance() / with.Count, without.Variance() / without.Count);
        // all programs are alike on both sides: nothing tells how far chance reaches
        if (a + b == 0) return new(meanWith, meanWithout, difference, null, null);

        var degreesOfFreedom = (a + b) * (a + b) / (a * a / (with.Count - 1) + b * b / (without.Count - 1));
        var half = MeanRate.Quantile(degreesOfFreedom) * Math.Sqrt(a + b);
        return new(meanWith, meanWithout, difference, difference - half, difference + half);
    }
}
