namespace Followup.Results.Figures;

/// <summary>
/// By how much answers tell less than as many independent ones would, because those of one manager are alike: 1 + (m - 1) * correlation
/// (Kish 1965), with m the mean number of reports over people, not over managers: sum of squares / sum.
/// </summary>
/// <remarks>
/// Of those <i>asked</i>, and with a correlation that is a setting: so the interval says nothing that the rounds do not, where one computed
/// from each manager's answers would. Whoever answers is among those asked: more were asked than answered, and the interval is rather too
/// wide.
/// </remarks>
public static class DesignEffect
{
    /// <param name="askedByManager">How many reports each manager was asked about.</param>
    /// <param name="correlation">Intra-class correlation: of two answers of one manager, from 0 to 1.</param>
    /// <returns>1 or more; 1 where nobody was asked.</returns>
    public static double Of(IEnumerable<int> askedByManager, double correlation)
    {
        long asked = 0, squares = 0;
        foreach (var reports in askedByManager)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(reports, nameof(askedByManager));
            asked += reports;
            squares += (long)reports * reports;
        }
        return Of(asked, squares, correlation);
    }

    /// <param name="asked">Sum of the managers' reports.</param>
    /// <param name="squares">Sum of their squares.</param>
    public static double Of(long asked, long squares, double correlation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(correlation);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correlation, 1);
        return asked <= 0 ? 1 : Math.Max(1, 1 + ((double)squares / asked - 1) * correlation);
    }
}
