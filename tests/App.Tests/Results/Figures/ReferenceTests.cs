using System.Globalization;
using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

/// <summary>Our figures against R's, over 500 random tables: Reference/figures.csv, which Reference/figures.R has made.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-9;

    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Results/Figures/Reference/figures.csv");
    private static readonly string[][] Rows = [.. File.ReadLines(Table).Skip(1).Select(line => line.Split(','))];

    [Fact]
    public void There_are_500_tables_with_and_without_a_kappa()
    {
        Assert.Equal(500, Rows.Length);
        Assert.InRange(Rows.Count(row => row[27] == "NA"), 5, 100);
    }

    [Fact]
    public void Agreement_is_that_of_psych()
    {
        foreach (var row in Rows)
        {
            var pairs = row.Take(25).Select(cell => int.Parse(cell, CultureInfo.InvariantCulture));
            var agreement = Agreement.Of([.. pairs]);

            Assert.Equal(Number(row[25]), agreement.Raw!.Value, Tolerance);
            Assert.Equal(Number(row[26]), agreement.WithinOne!.Value, Tolerance);
            if (row[27] == "NA") Assert.Null(agreement.LinearKappa);
            else Assert.Equal(Number(row[27]), agreement.LinearKappa!.Value, Tolerance);
        }
    }

    [Fact]
    public void Intervals_are_those_of_prop_test()
    {
        foreach (var row in Rows)
        {
            var rate = Rate.Of((int)Number(row[28]), (int)Number(row[29]));

            Assert.Equal(Number(row[30]), rate.Low!.Value, Tolerance);
            Assert.Equal(Number(row[31]), rate.High!.Value, Tolerance);
        }
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
