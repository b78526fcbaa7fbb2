using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class DesignEffectTests
{
    [Theory]
    [InlineData("", 0.3, 1)]
    [InlineData("0 0", 0.3, 1)]
    [InlineData("1 1 1", 0.3, 1)]
    [InlineData("10 10 10", 0, 1)]
    [InlineData("10 10 10", 0.3, 3.7)]
    [InlineData("10 10 10", 1, 10)]
    [InlineData("1 9", 0.5, 4.6)] // 8.2 reports over people, 5 over managers
    [InlineData("0 1 9", 0.5, 4.6)]
    public void It_is_one_and_the_correlation_times_the_other_reports_of_a_persons_manager(string asked, double correlation, double effect)
    {
        int[] reports = [.. asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

        Assert.Equal(effect, DesignEffect.Of(reports, correlation), 12);
        Assert.Equal(effect, DesignEffect.Of(reports.Sum(), reports.Sum(one => (long)one * one), correlation), 12);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_correlation_is_refused(double correlation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DesignEffect.Of([3], correlation));

    [Fact]
    public void A_rate_is_as_sure_as_of_fewer_answers_and_keeps_its_share_and_number()
    {
        var rate = Rate.Of(30, 60, designEffect: 3);

        Assert.Equal((60, 30, 0.5), (rate.N, rate.K, rate.Share));
        Assert.Equal(Wilson.Of(10, 20), new(rate.Low!.Value, rate.High!.Value));
    }
}
