namespace Followup.Results.Figures;

/// <summary>
/// How much a share is above another, as of a later wave and an earlier one, with its 95 % interval: see <see cref="Newcombe"/>. Who stands
/// on both sides is not linked.
/// </summary>
/// <param name="Value">From -1 to 1.</param>
/// <param name="Points">The difference of both shares as they are printed, in whole percent.</param>
/// <param name="Missing">Why there is none: the later share's reason, else the earlier one's.</param>
public sealed record Difference(
    double? Value = null,
    double? Low = null,
    double? High = null,
    int? Points = null,
    Missing? Missing = null)
{
    /// <summary>Whether the interval excludes zero, and it is a difference in print too.</summary>
    public bool IsClear => Points is not (null or 0) && (Low > 0 || High < 0);

    public static Difference Of(Rate later, Rate earlier)
    {
        if ((later.Missing ?? earlier.Missing) is { } missing) return new(Missing: missing);

        var (share, before) = (later.Share!.Value, earlier.Share!.Value);
        var interval = Newcombe.Of(share, later.Low!.Value, later.High!.Value, before, earlier.Low!.Value, earlier.High!.Value);
        return new(share - before, interval.Low, interval.High, WholePercent.Of(share) - WholePercent.Of(before));
    }
}
