using Followup.Shared.Keys;

namespace Followup.Results.Figures;

/// <summary>
/// How far learner and manager say the same about the same behavior of the same person, both on the five steps of <see cref="Frequency"/>.
/// </summary>
/// <remarks>
/// Expect little: over many studies self-ratings and supervisors' correlate at .22 (Heidemeier and Moser 2009). Disagreement is a finding,
/// not a fault of measurement.
/// </remarks>
/// <param name="N">Pairs in which both gave a frequency.</param>
/// <param name="Raw">Share of pairs with the same step.</param>
/// <param name="WithinOne">Share of pairs at most one step apart.</param>
/// <param name="LinearKappa">
/// Cohen's kappa with linear weights, 1 - |i - j| / 4: agreement beyond chance, 1 at most. Null, not defined, where both only ever use one
/// and the same step (Cohen 1968; Warrens 2013).
/// </param>
public sealed record Agreement(
    int? N = null,
    double? Raw = null,
    double? WithinOne = null,
    double? LinearKappa = null,
    Missing? Missing = null)
{
    public const int Steps = 5;



    /// <param name="pairs">25 counts: the learner's step is the row, the manager's the column.</param>
    public static Agreement Of(ReadOnlySpan<int> pairs)
    {
        var (n, equal, near) = (0, 0, 0);
        double weighted = 0;
        Span<int> rows = stackalloc int[Steps];
        Span<int> columns = stackalloc int[Steps];
        for (var i = 0; i < Steps; i++)
        {
            for (var j = 0; j < Steps; j++)
            {
                var count = pairs[i * Steps + j];
                n += count;
                rows[i] += count;
                columns[j] += count;
                if (i == j) equal += count;
                if (Math.Abs(i - j) <= 1) near += count;
                weighted += Weight(i, j) * count;
            }
        }
        if (n == 0) return new(n, Missing: Figures.Missing.NotDefined);
        if (n < Rate.Fewest) return new(n, Missing: Figures.Missing.TooFew);
        return new(n, (double)equal / n, (double)near / n, Kappa(weighted / n, rows, columns, n));
    }

    private static double? Kappa(double observed, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, int n)
    {
        // both only used one step: by chance too they would always agree
        if (rows.IndexOf(n) is var step and >= 0 && columns[step] == n) return null;

        double expected = 0;
        for (var i = 0; i < Steps; i++)
        {
            for (var j = 0; j < Steps; j++) expected += Weight(i, j) * rows[i] * columns[j];
        }
        expected /= (double)n * n;
        return (observed - expected) / (1 - expected);
    }

    private static double Weight(int i, int j) => 1 - Math.Abs(i - j) / (Steps - 1.0);
}
