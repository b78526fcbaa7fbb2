namespace Followup.Benchmarks.Harness;

/// <summary>How much work the benchmarks do.</summary>
/// <param name="Items">So many items instead of those of the scale; null for those.</param>
internal sealed record Scale(ScaleName Name, int? Items = null)
{
    /// <summary>How many items a benchmark measures.</summary>
    public int ItemsOf(int small, int normal, int full) => Items ?? Of(small, normal, full);

    public int Of(int small, int normal, int full) => Name switch
    {
        ScaleName.Small => small,
        ScaleName.Normal => normal,
        _ => full,
    };
}

internal enum ScaleName
{
    /// <summary>A minute or two for all of them: shows that they run, and measures little.</summary>
    Small,

    Normal,

    /// <summary>As much as the figures in the README are of: hours for all of them.</summary>
    Full,
}
