namespace Followup.Results.Figures;

/// <summary>
/// What learners report of themselves less what managers observe, with its 95 % interval: see <see cref="Newcombe"/>.
/// </summary>
/// <param name="Value">From -1 to 1; above 0 where learners report more.</param>
/// <param name="Points">The difference of both means as they are printed, in whole percent.</param>
/// <param name="Missing">Why there is none: the reported mean's reason, else the observed one's.</param>
public sealed record Gap(
    double? Value = null,
    double? Low = null,
    double? High = null,
    int? Points = null,
    Missing? Missing = null)
{
    /// <summary>Whether the interval excludes zero, and it is a gap in print too.</summary>
    public bool IsClear => Points is not (null or 0) && (Low > 0 || High < 0);

    public static Gap Of(MeanShare reported, MeanShare observed)
    {
        if ((reported.Missing ?? observed.Missing) is { } missing) return new(Missing: missing);

        var (own, seen) = (reported.Mean!.Value, observed.Mean!.Value);
        var interval = Newcombe.Of(own, reported.Low!.Value, reported.High!.Value, seen, observed.Low!.Value, observed.High!.Value);
        return new(own - seen, interval.Low, interval.High, WholePercent.Of(own) - WholePercent.Of(seen));
    }
}
