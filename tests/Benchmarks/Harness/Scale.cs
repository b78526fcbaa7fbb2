namespace Followup.Benchmarks.Harness;

/// <summary>How much work the benchmarks do.</summary>
internal enum Scale
{
    /// <summary>A minute or two for all of them: shows that they run, and measures little.</summary>
    Small,

    Normal,

    /// <summary>As much as the figures in the README are of: hours for all of them.</summary>
    Full,
}

internal static class ScaleChoice
{
    public static int Of(this Scale scale, int small, int normal, int full) => scale switch
    {
        Scale.Small => small,
        Scale.Normal => normal,
        _ => full,
    };
}
