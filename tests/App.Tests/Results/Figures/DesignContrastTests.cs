using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class DesignContrastTests
{
    private static readonly double[] Low = [0.30, 0.32, 0.35, 0.28];
    private static readonly double[] High = [0.70, 0.72, 0.66, 0.75];

    [Fact]
    public void It_takes_four_programs_a_side_to_be_named()
    {
        Assert.Equal([true], DesignContrast.Named([DesignContrast.Of(High, Low)]));
        Assert.Equal([false], DesignContrast.Named([DesignContrast.Of(High[..3], Low)]));
        Assert.Equal([false], DesignContrast.Named([DesignContrast.Of(High, Low[..3])]));
        Assert.Equal([false], DesignContrast.Named([DesignContrast.Of(High, [])]));
    }

    [Fact]
    public void Features_are_corrected_for_among_those_that_may_be_named()
    {
        double[] some = [0.3, 0.4, 0.5, 0.6];
        double[] more = [0.45, 0.55, 0.6, 0.7];
        var weak = DesignContrast.Of([.. more, .. more], [.. some, .. some]);
        var nothing = DesignContrast.Of(some, some);

        Assert.InRange(weak.P!.Value, 0.02, 0.05);
        Assert.Equal([true], DesignContrast.Named([weak]));
        Assert.Equal([true, false], DesignContrast.Named([weak, DesignContrast.Of(some[..2], some)]));
        Assert.Equal([false, false, false], DesignContrast.Named([nothing, weak, nothing]));
        Assert.Equal([false, true, false], DesignContrast.Named([nothing, DesignContrast.Of(High, Low), nothing]));
    }

    /// <summary>Ten times .6 need not have a variance of 0 to the last bit.</summary>
    [Fact]
    public void Programs_that_are_all_alike_have_a_mean_and_no_interval()
    {
        double[] alike = [.. Enumerable.Repeat(0.6, 10)];
        var mean = MeanRate.Of(alike);

        Assert.Equal((10, null, null, null), (mean.Programs, mean.Low, mean.High, mean.Missing));
        Assert.Equal(0.6, mean.Mean!.Value, 12);
        foreach (var contrast in new[] { DesignContrast.Of(alike, Low), DesignContrast.Of(Low, alike), DesignContrast.Of(alike, alike) })
        {
            Assert.True(contrast is { Difference: not null, Low: null, High: null, P: null, PooledP: null, MayBeNamed: false });
        }
    }
}
