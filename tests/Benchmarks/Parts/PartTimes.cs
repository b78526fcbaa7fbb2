using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Parts;

/// <summary>Calls of one part with the genuine client, timed one by one.</summary>
internal sealed class PartTimes(WatchedProcess part, CancellationToken ct)
{
    /// <summary>As many as the app has under way.</summary>
    public const int AtOnce = 16;

    private readonly WatchedProcess[] watched = [part, WatchedProcess.Of("client", Environment.ProcessId)];

    public List<Measure> Measures { get; } = [];

    /// <param name="items">How many pieces of work all calls together do; 0 for one each.</param>
    public async Task MeasureAsync<T>(
        string name, IReadOnlyCollection<T> calls, Func<T, Task> call, int atOnce = AtOnce, int items = 0)
    {
        var times = new SingleTimes();
        var limited = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct };
        var measure = await Work.MeasureAsync(
            name, items == 0 ? calls.Count : items, watched,
            () => Parallel.ForEachAsync(calls, limited, async (one, _) => await times.OfAsync(async () =>
            {
                await call(one);
                return one;
            })));
        Console.Error.WriteLine($"{name}: {measure.ItemsPerSecond:0} a second");
        Measures.Add(times.In(measure));
    }
}
