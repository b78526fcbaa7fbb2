using System.Diagnostics;

namespace Followup.Benchmarks.Harness;

/// <summary>What a process, or several that are one program, have taken until now.</summary>
internal readonly record struct ProcessReading(TimeSpan Processor, long ResidentBytes);

/// <summary>A name for a report, and how to read what stands behind it.</summary>
internal sealed record WatchedProcess(string Name, Func<ProcessReading> Read)
{
    public static WatchedProcess Of(string name, int id) => new(name, () =>
    {
        using var process = Process.GetProcessById(id);
        return new(process.TotalProcessorTime, process.WorkingSet64);
    });
}

/// <summary>Watches processes while something is measured.</summary>
internal sealed class ProcessWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly (WatchedProcess Process, TimeSpan Began)[] watched;
    private readonly long[] most;
    private volatile bool done;
    private readonly Task watching;

    private ProcessWatch(IEnumerable<WatchedProcess> processes)
    {
        watched = [.. processes.Select(process => (process, process.Read().Processor))];
        most = new long[watched.Length];
        watching = Task.Run(WatchAsync);
    }

    public static ProcessWatch Start(params IEnumerable<WatchedProcess> processes) => new(processes);

    public async Task<IReadOnlyList<ProcessUse>> StopAsync()
    {
        ProcessReading[] ends = [.. watched.Select(each => each.Process.Read())];
        done = true;
        await watching;
        return [.. watched.Select((each, i) => new ProcessUse(
            each.Process.Name,
            (ends[i].Processor - each.Began).TotalSeconds,
            Math.Max(most[i], ends[i].ResidentBytes) / 1e6))];
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        while (!done)
        {
            for (var i = 0; i < watched.Length; i++) most[i] = Math.Max(most[i], watched[i].Process.Read().ResidentBytes);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
