using System.Globalization;
using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class AgreementFigureTests
{
    /// <summary>The reference table: .6, .98 and .6873 of 50 pairs.</summary>
    [Fact]
    public void It_is_told_in_tens_and_to_one_decimal()
    {
        int[] table = [4, 2, 0, 0, 0, 1, 6, 3, 0, 0, 0, 2, 9, 4, 1, 0, 0, 2, 7, 3, 0, 0, 0, 2, 4];

        Assert.Equal(new AgreementFigure(Pairs: 50, SameStep: 60, WithinOneStep: 100, Kappa: 0.7), AgreementFigure.Of(table));
    }

    [Fact]
    public void Below_fifty_pairs_there_is_none()
    {
        Assert.Null(AgreementFigure.Of(Table(0, 49)));
        Assert.Equal(new(50, 100, 100, Kappa: null), AgreementFigure.Of(Table(0, 50)));
        Assert.Equal(new(50, 100, 100, Kappa: null), AgreementFigure.Of(Table(0, 59)));
    }

    /// <summary>As by chance, but for one: rounded from below zero, and printed without a sign.</summary>
    [Fact]
    public void No_agreement_is_zero_without_a_sign()
    {
        int[] table = Table(0, 12);
        (table[1], table[5], table[6]) = (13, 13, 13);
        var kappa = AgreementFigure.Of(table)!.Kappa!.Value;

        Assert.InRange(Agreement.Of(table).LinearKappa!.Value, -0.05, -0.01);
        Assert.Equal("0", kappa.ToString(CultureInfo.InvariantCulture));
    }

    private static int[] Table(int cell, int n)
    {
        var table = new int[25];
        table[cell] = n;
        return table;
    }
}
