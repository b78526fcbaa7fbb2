using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class ClusterTests
{
    private static readonly Cluster[] Reference =
        [.. new[] { (10, 9), (10, 2), (10, 7), (10, 4), (5, 5), (5, 0) }.Select(one => Of(one.Item1, one.Item2))];

    [Fact]
    public void The_cluster_robust_interval_is_the_reference()
    {
        var figure = ClusterRobust.Of(Reference);

        Assert.Equal((6, 50), (figure.Managers, figure.N));
        Assert.Equal(0.54, figure.Mean!.Value, 12);
        Assert.Equal(0.141342138091, figure.StandardError!.Value, 12);
        Assert.Equal(3.94083, figure.DesignEffect!.Value, 5);
        Assert.Equal(12.4339259971, figure.EffectiveN!.Value, 10);
        Assert.Equal(0.232193291702, figure.Low!.Value, 12);
        Assert.Equal(0.820045109774, figure.High!.Value, 12);
    }

    [Fact]
    public void Below_three_managers_with_answers_it_is_not_defined()
    {
        Assert.Equal(new ClusterRobust(2, 20, Missing: Missing.NotDefined), ClusterRobust.Of([.. Reference[..2], Of(0, 0)]));
        Assert.Equal(new ClusterRobust(0, 0, Missing: Missing.NotDefined), ClusterRobust.Of([]));
    }

    [Fact]
    public void Managers_who_do_not_differ_leave_a_width()
    {
        foreach (var k in new[] { 0, 5, 10 })
        {
            var figure = ClusterRobust.Of([Of(10, k), Of(10, k), Of(10, k)]);
            var wilson = Wilson.Of(3 * k, 30);

            Assert.Equal(30, figure.EffectiveN);
            Assert.True(figure.Low <= wilson.Low && figure.High >= wilson.High && figure.High - figure.Low > 0.1);
        }
    }

    /// <summary>Managers who differ in everything, in nothing but chance, and less than chance would have it.</summary>
    [Fact]
    public void The_correlation_is_one_none_or_below()
    {
        Assert.Equal(1, IntraClassCorrelation.Of([Of(5, 5), Of(8, 0), Of(3, 3)])!.Value, 12);
        Assert.Equal(-1.0 / 9, IntraClassCorrelation.Of([Of(10, 5), Of(10, 5), Of(10, 5)])!.Value, 12);
    }

    [Fact]
    public void The_correlation_finds_what_was_put_in()
    {
        var answers = new SimulatedAnswers(new Random(16), share: 0.6, correlation: 0.3);
        var clusters = Enumerable.Range(0, 4000).Select(_ => answers.OfManager(6)).Select(Of);

        Assert.InRange(IntraClassCorrelation.Of(clusters)!.Value, 0.27, 0.33);
    }

    [Fact]
    public void Where_nothing_could_be_alike_there_is_none()
    {
        Assert.Null(IntraClassCorrelation.Of([]));
        Assert.Null(IntraClassCorrelation.Of([Of(10, 4), Of(0, 0)]));
        Assert.Null(IntraClassCorrelation.Of([Of(1, 0), Of(1, 1), Of(1, 1)]));
        Assert.Null(IntraClassCorrelation.Of([Of(5, 5), Of(5, 5)]));
    }

    private static Cluster Of(int n, int k) => Of([.. Enumerable.Repeat(MeanShare.Unit, k), .. Enumerable.Repeat(0, n - k)]);

    private static Cluster Of(int[] shares) => new(shares.Length, shares.Sum(one => (long)one), shares.Sum(one => (long)one * one));
}
