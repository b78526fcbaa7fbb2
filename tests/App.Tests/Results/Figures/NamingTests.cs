using Followup.Results.Figures;
using MathNet.Numerics.Distributions;

namespace Followup.Tests.Results.Figures;

/// <summary>
/// How often something is named that is nothing, where many are looked at: by simulation of organizations in which nothing is.
/// </summary>
public sealed class NamingTests
{
    private const int Programs = 20;
    private static readonly int Runs = SimulatedAnswers.Runs(2000);

    /// <summary>Twenty programs all truly at one half, each of 60 reports of six managers whose answers are alike.</summary>
    [Fact]
    public void Of_programs_all_at_one_half_hardly_ever_one_is_called_clearly_above()
    {
        int[] reports = [10, 10, 10, 10, 10, 10];
        var effect = DesignEffect.Of(reports, 0.3);
        var answers = new SimulatedAnswers(new Random(16), share: 0.5, correlation: 0.3, behaviors: 3, alike: 0.7);
        var (wrong, uncorrected) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var all = Enumerable.Range(0, Programs).Select(_ => answers.OfManagers(reports)).ToList();
            var p = all.Select(shares => SimulatedAnswers.MeanOf(shares, effect).PAboveHalf!.Value);
            if (Holm.Rejected([.. p], 0.025).Contains(true)) wrong++;
            uncorrected += all.Count(shares => SimulatedAnswers.MeanOf(shares, 1).Low > 0.5);
        }

        Print($"clearly above one half: {(double)wrong / Runs:P2}; uncorrected, of {Programs}: {(double)uncorrected / Runs:0.00}");
        Assert.InRange((double)wrong / Runs, 0, 0.025 + SimulatedAnswers.Noise(0.025, Runs));
        // there was something to correct: as if answers were independent, and one program were looked at
        Assert.InRange((double)uncorrected / Runs, 1, 10);
    }

    /// <summary>Twenty programs that differ, and five features, each in about half of them, that do nothing.</summary>
    [Fact]
    public void Of_five_features_that_do_nothing_hardly_ever_one_is_named()
    {
        var chance = new Random(16);
        var (wrong, uncorrected) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var rates = Enumerable.Range(0, Programs).Select(_ => RateOfProgram(chance)).ToList();
            var contrasts = Enumerable.Range(0, 5).Select(_ => Contrast(chance, rates)).ToList();
            if (DesignContrast.Named(contrasts).Contains(true)) wrong++;
            if (contrasts.Exists(contrast => contrast.Low > 0 || contrast.High < 0)) uncorrected++;
        }

        Print($"a feature named: {(double)wrong / Runs:P2}; uncorrected: {(double)uncorrected / Runs:P2}");
        Assert.InRange((double)wrong / Runs, 0, 0.05 + SimulatedAnswers.Noise(0.05, Runs));
        Assert.InRange((double)uncorrected / Runs, 0.15, 0.3);
    }

    /// <summary>Learners name barriers by chance, those who name one rather others too; two are most frequent, or all are alike.</summary>
    [Theory]
    [InlineData(0.4, 0.4, 0.1, 0.1, 0.1, 0.1)]
    [InlineData(0.3, 0.3, 0.3, 0.3, 0.3, 0.3)]
    [InlineData(0.4, 0.4)]
    public void Of_barriers_as_frequent_as_others_hardly_ever_one_is_named_most_of_all(params double[] frequencies)
    {
        var chance = new Random(16);
        var wrong = 0;
        for (var run = 0; run < Runs; run++)
        {
            var named = new int[frequencies.Length];
            for (var learner = 0; learner < 60; learner++)
            {
                var talkative = chance.Next(2) == 0 ? 1.5 : 0.5;
                for (var i = 0; i < named.Length; i++) named[i] += chance.NextDouble() < frequencies[i] * talkative ? 1 : 0;
            }
            if (MostNamed.IsClear(named)) wrong++;
        }

        Print($"most of all: {(double)wrong / Runs:P2}");
        Assert.InRange((double)wrong / Runs, 0, 0.05 + SimulatedAnswers.Noise(0.05, Runs));
    }

    /// <summary>Whoever shows it answers rather than others: no interval covers that, the bounds do.</summary>
    [Fact]
    public void Bounds_hold_the_truth_of_those_asked_also_where_who_answers_depends_on_the_outcome()
    {
        const int Asked = 60;
        var chance = new Random(16);
        var answers = new SimulatedAnswers(chance, share: 0.5, correlation: 0.3, behaviors: 3);
        var (told, held) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var all = answers.OfManagers([10, 10, 10, 10, 10, 10]);
            int[] answered = [.. all.Where(share => chance.NextDouble() < 0.2 + 0.6 * share / MeanShare.Unit)];
            var figure = SimulatedAnswers.MeanOf(answered, designEffect: 1);
            if (Bounds.Of(figure, Asked) is not { } bounds) continue;

            var truth = all.Average() / MeanShare.Unit;
            Assert.InRange(truth, bounds.Low - 1e-12, bounds.High + 1e-12);
            told++;
            if (figure.Low <= truth && truth <= figure.High) held++;
        }

        Print($"the interval holds the truth in {(double)held / told:P2} of {told}");
        Assert.InRange(told, Runs * 9 / 10, Runs);
        Assert.InRange((double)held / told, 0, 0.7);
    }

    private static double RateOfProgram(Random chance)
    {
        var n = chance.Next(15, 200);
        return (double)Binomial.Sample(chance, Beta.Sample(chance, 6, 5), n) / n;
    }

    private static DesignContrast Contrast(Random chance, List<double> rates)
    {
        var has = rates.Select(_ => chance.Next(2) == 0).ToList();
        return DesignContrast.Of([.. rates.Where((_, i) => has[i])], [.. rates.Where((_, i) => !has[i])]);
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
