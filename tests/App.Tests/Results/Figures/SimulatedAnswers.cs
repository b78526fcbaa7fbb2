using System.Globalization;
using Followup.Results.Figures;
using MathNet.Numerics.Distributions;

namespace Followup.Tests.Results.Figures;

/// <summary>
/// Answers of managers about their reports, of which all is known: each behavior of each learner is at target with the chance
/// <paramref name="share"/>, and two learners of one manager have the correlation <paramref name="correlation"/> in it.
/// </summary>
/// <remarks>
/// A manager sees everybody, and every behavior, more mildly or more strictly (a beta distribution). A behavior is with chance
/// <paramref name="alike"/> as the learner's others, one answer for all, else it is on its own.
/// </remarks>
internal sealed class SimulatedAnswers(Random chance, double share, double correlation, int behaviors = 1, double alike = 0)
{
    /// <summary>How many runs a simulation has: few by default, as many as wanted by FOLLOWUP_FIGURES_RUNS.</summary>
    public static int Runs(int byDefault) =>
        int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_FIGURES_RUNS") ?? $"{byDefault}", CultureInfo.InvariantCulture);

    /// <summary>Three standard errors of a share that is found in so many runs.</summary>
    public static double Noise(double of, int runs) => 3 * Math.Sqrt(of * (1 - of) / runs);

    /// <summary>A learner's share in units, for each of a manager's reports.</summary>
    public int[] OfManager(int reports)
    {
        var mild = Mildness();
        var shares = new int[reports];
        for (var i = 0; i < reports; i++)
        {
            var forAll = chance.NextDouble() < mild;
            var atTarget = 0;
            for (var behavior = 0; behavior < behaviors; behavior++)
            {
                var isAsOthers = alike > 0 && chance.NextDouble() < alike;
                if (isAsOthers ? forAll : chance.NextDouble() < mild) atTarget++;
            }
            shares[i] = MeanShare.Units(atTarget, behaviors);
        }
        return shares;
    }

    public int[] OfManagers(int[] reports) => [.. reports.SelectMany(OfManager)];

    private double Mildness()
    {
        if (correlation == 0) return share;
        var spread = 1 / correlation - 1;
        return Beta.Sample(chance, share * spread, (1 - share) * spread);
    }

    public static MeanShare MeanOf(IReadOnlyCollection<int> shares, double designEffect) =>
        MeanShare.Of(shares.Count, shares.Sum(one => (long)one), shares.Sum(one => (long)one * one), designEffect);
}
