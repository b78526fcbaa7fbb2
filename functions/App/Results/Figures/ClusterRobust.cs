namespace Followup.Results.Figures;

/// <summary>
/// The mean share with an interval from the managers' own answers, for the identified role alone, to hold the released one to: linearized
/// standard error, as many independent answers as would have it (n at most), Wilson on these with Student's quantile of managers - 1.
/// </summary>
/// <remarks>Never narrower than Wilson on n: Student's quantile is above the normal one, and the number below n.</remarks>
/// <param name="DesignEffect">
/// Squared standard error by that of as many independent 0 and 1, mean (1 - mean) / (n - 1). Null where the mean is 0 or 1.
/// </param>
/// <param name="EffectiveN">Mean (1 - mean) by the squared standard error, n at most.</param>
public sealed record ClusterRobust(
    int Managers,
    int N,
    double? Mean = null,
    double? StandardError = null,
    double? DesignEffect = null,
    double? EffectiveN = null,
    double? Low = null,
    double? High = null,
    Missing? Missing = null)
{
    /// <summary>Of fewer managers it is not defined.</summary>
    public const int FewestManagers = 3;

    public static ClusterRobust Of(IEnumerable<Cluster> clusters)
    {
        List<Cluster> answered = [.. clusters.Where(cluster => cluster.N > 0)];
        var (managers, n) = (answered.Count, answered.Sum(cluster => cluster.N));
        if (managers < FewestManagers) return new(managers, n, Missing: Figures.Missing.NotDefined);

        var mean = answered.Sum(cluster => cluster.Sum) / ((double)n * MeanShare.Unit);
        var residuals = answered.Select(cluster => (double)cluster.Sum / MeanShare.Unit - mean * cluster.N);
        var variance = residuals.Sum(residual => residual * residual) * managers / (managers - 1) / ((double)n * n);
        var ofOne = mean * (1 - mean);

        var effective = variance == 0 ? n : Math.Min(n, ofOne / variance);
        var interval = Wilson.Of(mean, effective, MeanRate.Quantile(managers - 1));
        double? effect = ofOne == 0 ? null : variance / (ofOne / (n - 1));
        return new(managers, n, mean, Math.Sqrt(variance), effect, effective, interval.Low, interval.High);
    }
}
