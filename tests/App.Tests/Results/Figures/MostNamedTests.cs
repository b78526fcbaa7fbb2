using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class MostNamedTests
{
    [Theory]
    [InlineData("30 12 5 3", true)]
    [InlineData("12 5 30 3", true)]
    [InlineData("30 20 5 3", false)]
    [InlineData("30 30 5 3", false)]
    [InlineData("6 0", true)]
    [InlineData("5 0", false)] // 1 of 32, and either could have been the five
    [InlineData("6 0 0 0", false)] // of more that are offered, one comes out so by chance rather
    [InlineData("7 0 0 0", true)]
    [InlineData("0 0 0", false)]
    [InlineData("40", false)]
    [InlineData("", false)]
    public void The_most_named_is_clear_where_the_second_could_not_be_as_frequent(string counts, bool isClear) =>
        Assert.Equal(isClear, MostNamed.IsClear([.. counts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]));

    /// <summary>The more there are who named just one of both, the larger the p-value: why it is taken that nobody named both.</summary>
    [Fact]
    public void Nobody_having_named_both_is_the_least_sure_case()
    {
        for (var most = 1; most <= 40; most++)
        {
            for (var second = 0; second < most; second++)
            {
                for (var both = 1; both <= second; both++)
                {
                    Assert.True(MostNamed.P(most - both, second - both) <= MostNamed.P(most - both + 1, second - both + 1) + 1e-12);
                }
            }
        }
    }
}
