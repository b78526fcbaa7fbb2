using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class AgreementTests
{
    [Fact]
    public void The_reference_table_has_the_reference_kappa()
    {
        int[] pairs = [4, 2, 0, 0, 0, 1, 6, 3, 0, 0, 0, 2, 9, 4, 1, 0, 0, 2, 7, 3, 0, 0, 0, 2, 4];

        var agreement = Agreement.Of(pairs);

        Assert.Equal((50, 0.6, 0.98), (agreement.N, agreement.Raw, agreement.WithinOne));
        Assert.Equal(0.6873, agreement.LinearKappa!.Value, 4);
    }

    /// <summary>
    /// With two steps in use linear weights change nothing, if the steps are neighbors: 2x2 tables of the facts, spread over the scale's
    /// ends.
    /// </summary>
    [Theory]
    [InlineData(20, 5, 10, 15, 0.4)]
    [InlineData(1, 2, 2, 45, 0.2908)] // 92 % alike, and yet hardly more than by chance
    public void Two_steps_in_use_give_Cohens_own_kappa(int a, int b, int c, int d, double kappa)
    {
        var pairs = new int[25];
        (pairs[0], pairs[1], pairs[5], pairs[6]) = (a, b, c, d);

        Assert.Equal(kappa, Agreement.Of(pairs).LinearKappa!.Value, 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    public void Raters_who_never_differ_in_anything_have_none(int cell)
    {
        var pairs = new int[25];
        pairs[cell] = 10;

        Assert.Equal(new Agreement(10, 1, 1, LinearKappa: null), Agreement.Of(pairs));
    }

    [Fact]
    public void Always_two_steps_apart_is_no_agreement_and_is_defined()
    {
        var pairs = new int[25];
        pairs[2] = 10;

        Assert.Equal(new Agreement(10, 0, 0, LinearKappa: 0), Agreement.Of(pairs));
    }

    [Theory]
    [InlineData(0, Missing.NotDefined)]
    [InlineData(4, Missing.TooFew)]
    public void Fewer_than_five_pairs_tell_how_many_they_are(int n, Missing missing)
    {
        var pairs = new int[25];
        pairs[7] = n;

        Assert.Equal(new Agreement(n, Missing: missing), Agreement.Of(pairs));
    }
}
