namespace Followup.Results;

/// <summary>k of n, with its share and interval. Below five answers the figures are hidden, not blank: n is all that is told.</summary>
public sealed record Rate(int N, bool Hidden, int? K, double? Share, double? Low, double? High)
{
    /// <summary>Groups smaller than this are hidden, in pages and exports of figures alike.</summary>
    public const int SmallestGroup = 5;

    public static Rate Of(int k, int n)
    {
        if (n < SmallestGroup) return new(n, Hidden: true, null, null, null, null);
        var interval = Wilson.Of(k, n);
        return new(n, Hidden: false, k, (double)k / n, interval.Low, interval.High);
    }

    /// <summary>Of those that hold a value; a missing one (null) counts neither way.</summary>
    public static Rate Of(IEnumerable<bool?> values)
    {
        var known = values.OfType<bool>().ToList();
        return Of(known.Count(value => value), known.Count);
    }
}
