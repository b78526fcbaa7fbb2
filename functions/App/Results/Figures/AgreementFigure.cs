namespace Followup.Results.Figures;

/// <summary>
/// <see cref="Agreement"/> as far as it may be released, for all of a program and wave: it links two answers, which the guarantee of the
/// rounds does not cover, so it is told roughly, of many pairs, and without an interval.
/// </summary>
/// <param name="Pairs">Rounded down to tens.</param>
/// <param name="SameStep">Percent of pairs, rounded to tens.</param>
/// <param name="WithinOneStep">Percent of pairs, rounded to tens.</param>
/// <param name="Kappa">With linear weights, to one decimal; null where it is not defined.</param>
public sealed record AgreementFigure(int Pairs, int SameStep, int WithinOneStep, double? Kappa)
{
    public const int FewestPairs = 50;

    /// <param name="table">25 counts, as those of <see cref="Agreement.Of"/>.</param>
    /// <returns>Null for fewer than fifty pairs.</returns>
    public static AgreementFigure? Of(ReadOnlySpan<int> table)
    {
        var agreement = Agreement.Of(table);
        return agreement is { N: >= FewestPairs, Raw: { } raw, WithinOne: { } near }
            ? new(agreement.N.Value / 10 * 10, Tens(raw), Tens(near), agreement.LinearKappa is { } kappa ? Tenths(kappa) : null)
            : null;
    }

    private static int Tens(double share) => 10 * (int)Rounded(share);

    /// <summary>One decimal, and never "-0".</summary>
    private static double Tenths(double kappa) => (double)(Rounded(kappa) / 10) + 0.0;

    private static decimal Rounded(double value) => Math.Round(10 * (decimal)value, MidpointRounding.AwayFromZero);
}
