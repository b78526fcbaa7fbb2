namespace Followup.Local.Demo;

/// <summary>What figures would be of infinitely many people.</summary>
/// <param name="AtTarget">By behavior, of those of whom it is known.</param>
/// <param name="MeanShare">Of the known behaviors at target.</param>
/// <param name="AtLeastHalf">The share of people with at least half of the known behaviors at target.</param>
public sealed record SimulatedTruth(IReadOnlyList<double> AtTarget, double MeanShare, double AtLeastHalf)
{
    public static SimulatedTruth Of(IReadOnlyList<Tendency> tendencies, int outcomes, bool ofAllAsked)
    {
        var ways =
            (from tendency in tendencies
             from way in tendency.Ways
             let weight = tendency.Weight * way.Probability * (ofAllAsked ? 1 : way.Answering)
             select (Way: way, Weight: weight)).ToList();
        return new(
            [.. Enumerable.Range(0, outcomes).Select(i => Mean(way => way.AtTarget[i] is { } isAtTarget ? (isAtTarget ? 1 : 0) : null))],
            Mean(way => way.Share)!,
            Mean(way => way.Share is { } share ? (share >= 0.5 ? 1 : 0) : null));

        double Mean(Func<Way, double?> value)
        {
            var (sum, all) = (0.0, 0.0);
            foreach (var (way, weight) in ways)
            {
                if (value(way) is not { } known) continue;
                sum += weight * known;
                all += weight;
            }
            return sum / all;
        }
    }

    /// <summary>Whoever answers twice does so by one tendency, and otherwise each time anew.</summary>
    /// <param name="later">In the order of <paramref name="earlier"/>.</param>
    public static double Change(IReadOnlyList<Tendency> earlier, IReadOnlyList<Tendency> later, int outcome)
    {
        var (change, all) = (0.0, 0.0);
        foreach (var (before, now) in earlier.Zip(later))
        {
            var (knownBefore, atTargetBefore) = Answering(before);
            var (knownNow, atTargetNow) = Answering(now);
            change += before.Weight * (knownBefore * atTargetNow - atTargetBefore * knownNow);
            all += before.Weight * knownBefore * knownNow;
        }
        return change / all;

        (double Known, double AtTarget) Answering(Tendency tendency)
        {
            var known = tendency.Ways.Where(way => way.AtTarget[outcome] is not null).ToList();
            return (Sum(known), Sum(known.Where(way => way.AtTarget[outcome] is true)));
        }

        static double Sum(IEnumerable<Way> ways) => ways.Sum(way => way.Probability * way.Answering);
    }
}
