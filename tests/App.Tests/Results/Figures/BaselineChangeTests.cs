using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class BaselineChangeTests
{
    private const BaselineKind Kind = BaselineKind.RememberedOnDayOfCompletion;

    /// <summary>
    /// The two changes of Bonett and Price's interval written out in R: p12 = (f12 + 1) / (n + 2), p21 likewise,
    /// p12 - p21 -/+ qnorm(.975) * sqrt((p12 + p21 - (p12 - p21)^2) / (n + 2)).
    /// </summary>
    [Theory]
    [InlineData(7, 1, 21, 0.285714285714, 0.013379823768, 0.508359306666)]
    [InlineData(0, 0, 20, 0, -0.125991256759, 0.125991256759)]
    [InlineData(3, 12, 40, -0.225, -0.395451428485, -0.033120000087)]
    public void The_interval_is_that_of_the_reference(int reached, int lost, int n, double change, double low, double high)
    {
        var figure = BaselineChange.Of(Kind, reached, lost, n);

        Assert.Equal((n, reached, lost), (figure.N, figure.Reached, figure.Lost));
        Assert.Equal(change, figure.Change!.Value, 9);
        Assert.Equal(low, figure.Low!.Value, 9);
        Assert.Equal(high, figure.High!.Value, 9);
    }

    [Fact]
    public void A_design_effect_widens_the_interval_and_leaves_the_change()
    {
        var (independent, alike) = (BaselineChange.Of(Kind, 7, 1, 21), BaselineChange.Of(Kind, 7, 1, 21, designEffect: 2.2));

        Assert.Equal(independent with { Low = alike.Low, High = alike.High }, alike);
        Assert.True(alike.Low < 0 && alike.High > independent.High);
    }

    [Fact]
    public void Everybody_who_changed_stays_within_all()
    {
        var figure = BaselineChange.Of(Kind, 5, 0, 5);

        Assert.Equal(1, figure.Change);
        Assert.InRange(figure.High!.Value, 0.7, 1);
    }

    [Theory]
    [InlineData(0, Missing.NotDefined)]
    [InlineData(4, Missing.TooFew)]
    public void Fewer_than_five_tell_how_many_they_are(int n, Missing missing) =>
        Assert.Equal(new BaselineChange(Kind, n, Missing: missing), BaselineChange.Of(Kind, 0, 0, n));
}
