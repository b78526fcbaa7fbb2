using Followup.Results.Figures;
using Followup.Results.Reports;

namespace Followup.Results.Pages;

/// <summary>A mean share or a rate as pages show it: its numbers, or why there are none.</summary>
/// <param name="Of">What it is a share of, in words; empty where there is none.</param>
/// <param name="WhyNot">In words; empty where there is a share.</param>
/// <param name="WhyNotInShort">For a chart, of which the words stand beside it.</param>
public sealed record ShownShare(double? Share, double Low, double High, string Of, string WhyNot, string WhyNotInShort)
{
    /// <summary>61 % (46 to 74), 25 counted.</summary>
    public string Words => Share is { } share ? $"{Phrases.Percent(share)} ({Phrases.Interval(Low, High)}), {Of}" : WhyNot;

    /// <param name="why">Why nothing is told of the audience; null where something is.</param>
    /// <param name="audience">Whose answers they are; null where nothing is told of it.</param>
    public static ShownShare OfMean(MeanShare mean, NotTold? why, AudienceFigures? audience)
    {
        if (mean.Mean is not { } share) return None(mean.Missing, mean.N, why);

        var (known, counted) = (mean.N!.Value, audience?.Counted ?? mean.N.Value);
        var of = known == counted
            ? $"{Phrases.Count(counted)} counted"
            : $"{Phrases.Count(known)} of {Phrases.Count(counted)} counted could tell";
        return new(share, mean.Low!.Value, mean.High!.Value, of, "", "");
    }

    /// <inheritdoc cref="OfMean"/>
    public static ShownShare OfRate(Rate rate, NotTold? why)
    {
        if (rate.Share is not { } share) return None(rate.Missing, rate.N, why);

        var of = $"{Phrases.Count(rate.K!.Value)} of {Phrases.Count(rate.N!.Value)}";
        return new(share, rate.Low!.Value, rate.High!.Value, of, "", "");
    }

    public static ShownShare Observed(GroupFigures figures) =>
        OfMean(figures.Headline.Observed, figures.WhyNoManagers, figures.Manager);

    public static ShownShare Reported(GroupFigures figures) =>
        OfMean(figures.Headline.Reported, figures.WhyNoLearners, figures.Learner);

    private static ShownShare None(Missing? missing, int? n, NotTold? why) => why is null
        ? new(null, 0, 0, "", Phrases.Why(missing ?? Missing.NotDefined, n), "too few could tell")
        : new(null, 0, 0, "", Phrases.Why(why), Phrases.WhyInShort(why));
}
