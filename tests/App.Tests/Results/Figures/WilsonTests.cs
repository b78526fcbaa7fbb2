using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class WilsonTests
{
    /// <summary>Reference numbers, computed independently with z = 1.959963984540054.</summary>
    [Theory]
    [InlineData(0, 5, 0.0000, 0.4345)]
    [InlineData(3, 5, 0.2307, 0.8824)]
    [InlineData(5, 5, 0.5655, 1.0000)]
    [InlineData(1, 3, 0.0615, 0.7923)]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 10, 0.0000, 0.2775)]
    [InlineData(12, 20, 0.3866, 0.7812)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void The_interval_is_the_one_of_the_reference(int k, int n, double low, double high)
    {
        var interval = Wilson.Of(k, n);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void The_interval_never_leaves_0_to_1_and_always_holds_the_share()
    {
        for (var n = 1; n <= 60; n++)
        {
            for (var k = 0; k <= n; k++)
            {
                var interval = Wilson.Of(k, n);
                Assert.InRange(interval.Low, 0, (double)k / n);
                Assert.InRange(interval.High, (double)k / n, 1);
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void What_is_no_share_has_no_interval(int k, int n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(k, n));
}
