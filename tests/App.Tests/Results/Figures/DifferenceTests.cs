using Followup.Results.Figures;
using Followup.Results.Pages;

namespace Followup.Tests.Results.Figures;

public sealed class DifferenceTests
{
    /// <summary>Newcombe's own examples (1998, table II, method 10).</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.2, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.6, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 20, 1, 0.6791, 1)]
    public void The_interval_is_the_published_one(int k, int n, int kBefore, int nBefore, double value, double low, double high)
    {
        var difference = Difference.Of(Rate.Of(k, n), Rate.Of(kBefore, nBefore));

        Assert.Equal(value, difference.Value!.Value, 12);
        Assert.Equal(low, difference.Low!.Value, 4);
        Assert.Equal(high, difference.High!.Value, 4);
        Assert.True(difference.IsClear);
    }

    [Fact]
    public void The_gap_is_clear_where_zero_is_not_in_it()
    {
        var (reported, observed) = (Mean(60, 40), Mean(60, 24));
        var gap = Gap.Of(reported, observed);

        Assert.Equal((27, true), (gap.Points, gap.IsClear));
        Assert.InRange(gap.Low!.Value, 0, 0.2666);
        Assert.Equal((-27, true), (Gap.Of(observed, reported).Points, Gap.Of(observed, reported).IsClear));
        Assert.False(Gap.Of(Mean(20, 13), Mean(20, 9)).IsClear);
    }

    [Fact]
    public void A_gap_that_prints_as_none_is_not_clear()
    {
        var gap = Gap.Of(Mean(1_000_000, 502_000), Mean(1_000_000, 498_000));

        Assert.True(gap is { Low: > 0, Points: 0, IsClear: false });
    }

    [Fact]
    public void The_gap_in_print_is_the_difference_of_what_is_printed()
    {
        for (var n = 5; n <= 40; n++)
        {
            for (var k = 0; k <= n; k++)
            {
                var (reported, observed) = (Mean(n, k), Mean(40, 11));
                var points = Gap.Of(reported, observed).Points;

                Assert.Equal(Phrases.Percent(reported.Mean!.Value), $"{points + 28}\u00a0%"); // 11 of 40, 27.5, is printed as 28
            }
        }
    }

    [Fact]
    public void Whole_percents_are_those_of_pages()
    {
        for (var n = 1; n <= 400; n++)
        {
            for (var k = 0; k <= n; k++)
            {
                Assert.Equal($"{WholePercent.Of((double)k / n)}\u00a0%", Phrases.Percent((double)k / n));
            }
        }
    }

    [Fact]
    public void Where_one_side_is_missing_there_is_none_and_it_says_why()
    {
        Assert.Equal(new Gap(Missing: Missing.TooFew), Gap.Of(Mean(60, 30), Mean(4, 1)));
        Assert.Equal(new Gap(Missing: Missing.NotDefined), Gap.Of(Mean(0, 0), Mean(4, 1)));
        Assert.Equal(new Difference(Missing: Missing.NotYet), Difference.Of(Rate.NotTold(Missing.NotYet), Rate.Of(1, 4)));
        Assert.False(new Gap(Missing: Missing.TooFew).IsClear);
    }

    private static MeanShare Mean(int n, int k) => MeanShare.Of(n, k * (long)MeanShare.Unit, k * (long)MeanShare.Unit * MeanShare.Unit);
}
