namespace Followup.Benchmarks.Harness;

internal static class Work
{
    /// <summary>How long work takes, and what processes take for it.</summary>
    public static async Task<Measure> MeasureAsync(string name, int items, IEnumerable<WatchedProcess> watched, Func<Task> work)
    {
        var watch = ProcessWatch.Start(watched);
        var began = TimeProvider.System.GetTimestamp();
        await work();
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return new(name, items, seconds) { Processes = await watch.StopAsync() };
    }
}
