namespace Followup.Results.Figures;

/// <summary>The kind of earlier answers with which later ones are compared.</summary>
public enum BaselineKind
{
    /// <summary>
    /// Asked on the day of completion, in the same words, about the two weeks before it. The training was over by then, so it is a
    /// retrospective pretest, not a baseline: such a "before" has been found lower than one asked at the time, and the change larger.
    /// </summary>
    RememberedOnDayOfCompletion,
}

/// <summary>
/// How many more of the same people are at target than on the day of completion, as a share of those who answered then and now.
/// </summary>
/// <remarks>
/// The figure says that they changed, not that the training changed them: there is nobody to compare with who was not trained.
/// </remarks>
/// <param name="Change">From -1 to 1.</param>
/// <param name="Low">95 % interval of Bonett and Price (2012) for paired shares, which holds for small groups.</param>
public sealed record BaselineChange(
    BaselineKind Kind,
    int? N = null,
    int? Reached = null,
    int? Lost = null,
    double? Change = null,
    double? Low = null,
    double? High = null,
    Missing? Missing = null)
{
    private const double Z = Wilson.Z;

    public static BaselineChange NotTold(BaselineKind kind, Missing why) => new(kind, Missing: why);

    /// <param name="reached">Not at target then, at target now.</param>
    /// <param name="lost">At target then, not now.</param>
    /// <param name="n">All who answered both times.</param>
    /// <param name="designEffect">Divides all three for the interval alone: see <see cref="DesignEffect"/>.</param>
    public static BaselineChange Of(BaselineKind kind, int reached, int lost, int n, double designEffect = 1)
    {
        if (n == 0) return new(kind, n, Missing: Figures.Missing.NotDefined);
        if (n < Rate.Fewest) return new(kind, n, Missing: Figures.Missing.TooFew);

        // the interval's rule: one is added to both ways of changing, two to all
        var all = n / designEffect + 2;
        var up = (reached / designEffect + 1) / all;
        var down = (lost / designEffect + 1) / all;
        var center = up - down;
        var half = Z * Math.Sqrt((up + down - center * center) / all);

        var change = (double)(reached - lost) / n;
        return new(kind, n, reached, lost, change, Math.Max(-1, center - half), Math.Min(1, center + half));
    }
}
