using MathNet.Numerics.Distributions;

namespace Followup.Local.Demo;

/// <summary>One way to answer about all behaviors.</summary>
/// <param name="AtTarget">By behavior; null where there was no occasion, or nothing to observe.</param>
public sealed record Way(double Probability, IReadOnlyList<bool?> AtTarget)
{
    /// <summary>Who has all behaviors at target answers this much more often than the average, and who has none this much less.</summary>
    private const double Tilt = 0.2;

    /// <summary>Of the known behaviors at target; null where none is known.</summary>
    public double? Share { get; } = AtTarget.Any(one => one is not null) ? AtTarget.Where(one => one is not null).Average(One) : null;

    /// <summary>How much more or less often than others who would say this answers at all.</summary>
    public double Answering => Share is { } share ? 1 + Tilt * (2 * share - 1) : 1;

    private static double One(bool? isAtTarget) => isAtTarget is true ? 1 : 0;
}

/// <summary>How somebody tends to answer: a manager about all reports, from strict to mild; learners all alike.</summary>
/// <param name="Weight">The share of people who tend so.</param>
/// <param name="OneForAll">Gives one frequency for all behaviors.</param>
public sealed record Tendency(double Weight, bool OneForAll, IReadOnlyList<Way> Ways)
{
    /// <summary>The intra-class correlation of single answers of one manager. Intervals assume .3 unless set otherwise.</summary>
    public const double Correlation = 0.2;

    /// <summary>The share of managers who give one frequency for all behaviors.</summary>
    public const double OneForAllShare = 0.15;

    private const double Unknown = 0.12;
    private const int Degrees = 25;

    public static Tendency Of(IReadOnlyList<double> atTarget) => new(1, OneForAll: false, [.. Each(atTarget)]);

    /// <summary>
    /// Beta-binomial: a manager's own shares are drawn from the beta distribution whose mean is the program's share and whose spread is
    /// the <see cref="Correlation"/>; who is mild about one behavior is so about all. The draw is of 25 degrees that are equally likely, so
    /// what is true of all managers is a sum.
    /// </summary>
    public static IReadOnlyList<Tendency> OfManagers(IReadOnlyList<double> atTarget) =>
    [
        .. from degree in Enumerable.Range(0, Degrees)
           let own = atTarget.Select(mean => OwnShare(mean, (degree + 0.5) / Degrees)).ToList()
           from tendency in new Tendency[]
           {
               new((1 - OneForAllShare) / Degrees, OneForAll: false, [.. Each(own)]),
               new(OneForAllShare / Degrees, OneForAll: true, Alike(own)),
           }
           select tendency,
    ];

    public Way Draw(Random chance)
    {
        var drawn = chance.NextDouble();
        foreach (var way in Ways)
        {
            if ((drawn -= way.Probability) < 0) return way;
        }
        return Ways[^1];
    }

    private static double OwnShare(double mean, double quantile)
    {
        const double Both = (1 - Correlation) / Correlation;
        return Beta.InvCDF(mean * Both, (1 - mean) * Both, quantile);
    }

    /// <summary>Every behavior by itself.</summary>
    private static IEnumerable<Way> Each(IReadOnlyList<double> atTarget)
    {
        IEnumerable<Way> ways = [new(1, [])];
        foreach (var share in atTarget)
        {
            (double Probability, bool? IsAtTarget)[] states =
                [(Unknown, null), ((1 - Unknown) * share, true), ((1 - Unknown) * (1 - share), false)];
            ways = ways.SelectMany(way => states.Select(state =>
                new Way(way.Probability * state.Probability, [.. way.AtTarget, state.IsAtTarget])));
        }
        return ways;
    }

    /// <summary>
    /// One frequency for three behaviors, of which the second has the highest target: below all targets, at those of the first and third,
    /// or at all.
    /// </summary>
    private static IReadOnlyList<Way> Alike(IReadOnlyList<double> atTarget)
    {
        var often = (atTarget[0] + atTarget[2]) / 2;
        var almostAlways = Math.Min(atTarget[1], often);
        return
        [
            new(Unknown, [null, null, null]),
            new((1 - Unknown) * (1 - often), [false, false, false]),
            new((1 - Unknown) * (often - almostAlways), [true, false, true]),
            new((1 - Unknown) * almostAlways, [true, true, true]),
        ];
    }
}
