using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class MeanShareTests
{
    [Fact]
    public void Shares_of_up_to_ten_behaviors_are_whole_units()
    {
        for (var known = 1; known <= 10; known++)
        {
            Assert.Equal(0, MeanShare.Unit % known);
            Assert.Equal(MeanShare.Unit, MeanShare.Units(known, known));
        }
        Assert.Equal(1680, MeanShare.Units(2, 3));
    }

    /// <summary>Each at 40 %, independently: "at least half" would be 40, 64, 35, 53, 32 and 46 % for one to six behaviors.</summary>
    [Fact]
    public void It_does_not_depend_on_how_many_behaviors_there_are()
    {
        for (var behaviors = 1; behaviors <= 6; behaviors++)
        {
            var answers = new SimulatedAnswers(new Random(16), share: 0.4, correlation: 0, behaviors);
            Assert.InRange(SimulatedAnswers.MeanOf(answers.OfManager(20_000), 1).Mean!.Value, 0.39, 0.41);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3.7)]
    public void With_one_behavior_it_is_the_rate(double designEffect)
    {
        for (var k = 0; k <= 25; k++)
        {
            var mean = Mean([.. Enumerable.Repeat(MeanShare.Unit, k), .. Enumerable.Repeat(0, 25 - k)], designEffect);
            var rate = Rate.Of(k, 25, designEffect);

            Assert.Equal(rate.Share!.Value, mean.Mean!.Value, 12);
            Assert.Equal(rate.Low!.Value, mean.Low!.Value, 12);
            Assert.Equal(rate.High!.Value, mean.High!.Value, 12);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(252)]
    [InlineData(1260)]
    [InlineData(2520)]
    public void Learners_who_are_all_alike_leave_a_width(int units)
    {
        var figure = Mean([.. Enumerable.Repeat(units, 60)], designEffect: 1);

        Assert.Equal(units / 2520.0, figure.Mean!.Value, 12);
        Assert.InRange(figure.High!.Value - figure.Low!.Value, 0.02, 0.12);
    }

    [Fact]
    public void The_interval_holds_the_mean_is_never_wider_than_one_behaviors_and_agrees_with_the_p_value()
    {
        var chance = new Random(16);
        for (var round = 0; round < 5000; round++)
        {
            int[] shares = [.. Enumerable.Range(0, chance.Next(5, 80)).Select(_ => MeanShare.Units(chance.Next(5), 4))];
            var effect = 1 + 4 * chance.NextDouble();
            var figure = Mean(shares, effect);
            var widest = Wilson.Of(figure.Mean!.Value, shares.Length / effect);

            Assert.InRange(figure.Mean.Value, figure.Low!.Value, figure.High!.Value);
            Assert.True(figure.Low >= widest.Low - 1e-12 && figure.High <= widest.High + 1e-12);
            Assert.Equal(figure.Low > 0.5, figure.PAboveHalf < 0.025);
        }
    }

    [Theory]
    [InlineData(0, Missing.NotDefined)]
    [InlineData(4, Missing.TooFew)]
    public void Fewer_than_five_tell_how_many_they_are(int n, Missing missing) =>
        Assert.Equal(new MeanShare(n, Missing: missing), MeanShare.Of(n, 0, 0));

    private static MeanShare Mean(int[] shares, double designEffect) => SimulatedAnswers.MeanOf(shares, designEffect);
}
