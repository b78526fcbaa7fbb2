using System.Collections.Concurrent;

namespace Followup.Benchmarks.Harness;

/// <summary>How long single calls took, seen from the caller.</summary>
internal sealed class SingleTimes
{
    private readonly ConcurrentBag<double> milliseconds = [];

    public async Task<T> OfAsync<T>(Func<Task<T>> call)
    {
        var began = TimeProvider.System.GetTimestamp();
        var answer = await call();
        milliseconds.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        return answer;
    }

    /// <summary>All of them together.</summary>
    public double Seconds => milliseconds.Sum() / 1000;

    /// <summary>The measure with its percentiles, by nearest rank.</summary>
    public Measure In(Measure measure)
    {
        double[] sorted = [.. milliseconds.Order()];
        return measure with { P50Milliseconds = Rank(sorted, 0.50), P99Milliseconds = Rank(sorted, 0.99) };
    }

    private static double Rank(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
