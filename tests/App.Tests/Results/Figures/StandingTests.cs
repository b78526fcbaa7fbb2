using System.Globalization;
using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

/// <summary>Our figures against R's: Reference/standing.csv, which Reference/standing.R has made, and which says how.</summary>
public sealed class StandingTests
{
    private const double Tolerance = 1e-9;

    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Results/Figures/Reference/standing.csv");
    private static readonly ILookup<string, Case> Cases = File.ReadLines(Table)
        .Skip(1)
        .Select(line => line.Split(','))
        .ToLookup(cells => cells[0], cells => new Case(Numbers(cells[1]), Numbers(cells[2])));

    [Fact]
    public void Holm_is_that_of_p_adjust() =>
        Hold("holm", 60, p => [.. Holm.Rejected(p, 0.05).Select(rejected => rejected ? 1.0 : 0)]);

    [Fact]
    public void Wilson_on_any_n_is_the_root_of_the_score_test() =>
        Hold("wilson", 60, a => Ends(Wilson.Of(share: a[0], n: a[1])));

    [Fact]
    public void A_difference_has_Newcombes_interval() =>
        Hold("newcombe", 60, a =>
        {
            var difference = Difference.Of(Rate.Of((int)a[0], (int)a[1]), Rate.Of((int)a[2], (int)a[3]));
            return [difference.Value!.Value, difference.Low!.Value, difference.High!.Value];
        });

    [Fact]
    public void A_change_has_Bonett_and_Prices_interval_on_n_by_the_design_effect() =>
        Hold("bonett-price", 60, a =>
        {
            var change = BaselineChange.Of(BaselineKind.RememberedOnDayOfCompletion, (int)a[0], (int)a[1], (int)a[2], a[3]);
            return [change.Change!.Value, change.Low!.Value, change.High!.Value];
        });

    [Fact]
    public void Programs_with_a_feature_and_without_are_compared_as_by_t_test() =>
        Hold("welch", 60, a =>
        {
            var with = a[1..(1 + (int)a[0])];
            var contrast = DesignContrast.Of(with, a[(1 + with.Length)..]);
            var own = contrast.With;
            double?[] values =
                [contrast.Difference, contrast.Low, contrast.High, contrast.P, contrast.PooledP, own.Low, own.High];
            return [.. values.Select(value => value!.Value)];
        });

    [Fact]
    public void The_intra_class_correlation_is_that_of_aov() =>
        Hold("icc", 60, a => [IntraClassCorrelation.Of(Clusters(a))!.Value]);

    [Fact]
    public void The_cluster_robust_interval_is_that_of_lm() =>
        Hold("cluster", 60, a =>
        {
            var figure = ClusterRobust.Of(Clusters(a));
            double?[] values =
                [figure.Mean, figure.StandardError, figure.DesignEffect, figure.EffectiveN, figure.Low, figure.High];
            return [.. values.Select(value => value!.Value)];
        });

    [Fact]
    public void The_mean_share_has_the_interval_of_its_definition() =>
        Hold("mean-share", 60, a =>
        {
            var figure = MeanShare.Of((int)a[0], (long)a[1], (long)a[2], a[3]);
            return [figure.Mean!.Value, figure.Low!.Value, figure.High!.Value, figure.PAboveHalf!.Value];
        });

    [Fact]
    public void Bounds_are_means_with_everybody_else_at_0_and_at_1() =>
        Hold("manski", 30, a =>
        {
            var bounds = Bounds.Of(Rate.Of((int)a[0], (int)a[1]), asked: (int)a[2])!;
            return [bounds.Low, bounds.High];
        });

    [Fact]
    public void What_is_named_most_is_clear_by_binom_test() =>
        Hold("most-named", 60, a => [MostNamed.IsClear([.. a.Select(count => (int)count)]) ? 1 : 0]);

    /// <summary>A case of the table may fall away where it has too few answers: nine of ten must be there.</summary>
    private static void Hold(string figure, int cases, Func<double[], double[]> ours)
    {
        Assert.InRange(Cases[figure].Count(), cases * 9 / 10, cases);
        foreach (var one in Cases[figure])
        {
            var values = ours(one.Arguments);
            Assert.Equal(one.Values.Length, values.Length);
            foreach (var (expected, actual) in one.Values.Zip(values)) Assert.Equal(expected, actual, Tolerance);
        }
    }

    private static IEnumerable<Cluster> Clusters(double[] tallies) =>
        tallies.Chunk(3).Select(tally => new Cluster((int)tally[0], (long)tally[1], (long)tally[2]));

    private static double[] Ends(Interval interval) => [interval.Low, interval.High];

    private static double[] Numbers(string cell) =>
        [.. cell.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private sealed record Case(double[] Arguments, double[] Values);
}
