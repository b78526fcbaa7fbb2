namespace Followup.Results.Figures;

/// <summary>
/// Newcombe's hybrid score interval of a difference, "square and add" (1998, method 10), from the intervals of both sides.
/// </summary>
/// <remarks>
/// It takes the sides to be independent. Where the same people stand on both, and tend to the same side, it is too wide rather than too
/// narrow; which of them are the same is not told.
/// </remarks>
internal static class Newcombe
{
    public static Interval Of(double share, double low, double high, double otherShare, double otherLow, double otherHigh)
    {
        var difference = share - otherShare;
        var down = double.Hypot(share - low, otherHigh - otherShare);
        var up = double.Hypot(high - share, otherShare - otherLow);
        return new(difference - down, difference + up);
    }
}
