using Followup.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost.Timer;

/// <summary>Runs every timer function, each on its schedule and never twice at once.</summary>
public sealed class FunctionTimers : IAsyncDisposable
{
    private readonly List<FunctionTimer> timers;
    private readonly TimeProvider time;
    private readonly TimeSpan toFinish;
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    internal FunctionTimers(
        IEnumerable<Function> functions, WorkerChannel channel, TimeProvider time, ILoggerFactory logs, TimeSpan toFinish)
    {
        (this.time, this.toFinish) = (time, toFinish);
        timers = [.. functions.Where(function => function.TriggerType == "timerTrigger")
            .Select(function => new FunctionTimer(function, channel, time, logs.CreateLogger<FunctionTimer>()))];
    }

    /// <summary>The earliest coming occurrence of any timer; null where there is none.</summary>
    public DateTimeOffset? NextOccurrence => timers.Count == 0 ? null : timers.Min(timer => timer.Next);

    /// <summary>No timer function is running, and none is overdue.</summary>
    public bool Idle => timers.TrueForAll(timer => timer.Next > time.GetUtcNow());

    /// <summary>Invocations since the start.</summary>
    public int Runs => timers.Sum(timer => timer.Runs);

    internal void Start() => running = Task.WhenAll(timers.Select(timer => timer.RunAsync(stopping.Token)));

    /// <summary>Tells a function that runs to end, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAny(running, Task.Delay(toFinish, TimeProvider.System));
        stopping.Dispose();
    }
}
