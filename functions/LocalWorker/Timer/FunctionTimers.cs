using Followup.LocalWorker.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Followup.LocalWorker;

/// <summary>Runs every timer function, each on its schedule and never twice at once.</summary>
public sealed class FunctionTimers : BackgroundService
{
    private readonly List<Timer.FunctionTimer> timers;
    private readonly TimeProvider time;

    internal FunctionTimers(FunctionCatalog catalog, FunctionInvoker invoker, TimeProvider time)
    {
        this.time = time;
        timers = [.. catalog.Functions.Where(function => function.Trigger is TimerTriggerAttribute)
            .Select(function => new Timer.FunctionTimer(function, catalog, invoker, time))];
    }

    /// <summary>The earliest coming occurrence of any timer; null where there is none.</summary>
    public DateTimeOffset? NextOccurrence => timers.Count == 0 ? null : timers.Min(timer => timer.Next);

    /// <summary>No timer function is running, and none is overdue.</summary>
    public bool Idle => timers.TrueForAll(timer => timer.Next > time.GetUtcNow());

    /// <summary>Invocations since the start.</summary>
    public int Runs => timers.Sum(timer => timer.Runs);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(timers.Select(timer => timer.RunAsync(stoppingToken)));
}
