namespace Followup.Results.Figures;

/// <summary>
/// What the figure would be among all who were asked, if nobody else had shown it, and if all had (Manski 1989). It assumes nothing of
/// those who are not counted, and says nothing of chance.
/// </summary>
public sealed record Bounds(double Low, double High)
{
    /// <param name="asked">
    /// Everybody asked. Fewer than are counted, which an erasure can bring about, are taken to be those counted.
    /// </param>
    /// <returns>Null where the rate is missing.</returns>
    public static Bounds? Of(Rate rate, int asked) => Of(rate.Share, rate.N, asked);

    /// <inheritdoc cref="Of(Rate, int)"/>
    public static Bounds? Of(MeanShare mean, int asked) => Of(mean.Mean, mean.N, asked);

    private static Bounds? Of(double? share, int? n, int asked)
    {
        if (share is not { } known || n is not { } counted) return null;

        var all = Math.Max(asked, counted);
        var shown = known * counted;
        return new(shown / all, (shown + all - counted) / all);
    }
}
