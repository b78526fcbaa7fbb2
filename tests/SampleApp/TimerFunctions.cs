using Microsoft.Azure.Functions.Worker;

namespace Followup.SampleApp;

public sealed record Tick(TimerInfo Info, DateTimeOffset At, CancellationToken Ct);

public sealed class TimerFunctions(Script script, TimeProvider time)
{
    [Function("timer")]
    public Task Scheduled([TimerTrigger("%TimerSchedule%")] TimerInfo info, CancellationToken ct) =>
        script.PlayAsync("timer", new Tick(info, time.GetUtcNow(), ct));

    [Function("timer-at-start")]
    public Task AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo info, CancellationToken ct) =>
        script.PlayAsync("timer-at-start", new Tick(info, time.GetUtcNow(), ct));
}
