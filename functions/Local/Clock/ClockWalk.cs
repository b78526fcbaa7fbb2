using Followup.Local.Mail;
using Followup.LocalBus;
using Followup.LocalHost.Timer;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Local.Clock;

/// <param name="Now">The time after the walk.</param>
/// <param name="Steps">How many instants there were at which a message or a timer was due.</param>
/// <param name="Messages">Scheduled messages that came due, by queue.</param>
public sealed record AdvanceReport(DateTimeOffset Now, int Steps, IReadOnlyDictionary<string, int> Messages, int TimerRuns, int Mails);

/// <summary>
/// Walks the simulated clock ahead through every instant at which a message or a timer is due, and lets the handlers finish at each.
/// </summary>
public sealed class ClockWalk(TimeProvider clock, LocalBusServer bus, FunctionTimers timers, MailEventSender events, MailBox box)
    : IDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim walking = new(1);

    public async Task<AdvanceReport> AdvanceAsync(Period by, CancellationToken ct)
    {
        if (clock is not SimulatedClock simulated)
            throw new InvalidOperationException("The system runs on the real clock; start it with --clock simulated to jump ahead.");
        await walking.WaitAsync(ct);
        try
        {
            var target = (simulated.GetUtcNow().ToInstant().InUtc().LocalDateTime + by).InUtc().ToDateTimeOffset();
            var (mailsBefore, runsBefore, steps) = (box.Count, timers.Runs, 0);
            var fired = bus.Counts().ToDictionary(queue => queue.Queue, _ => 0);
            await DrainAsync(ct);
            while (NextDue() is { } next && next <= target)
            {
                var before = bus.Counts();
                simulated.JumpTo(next);
                foreach (var (was, now) in before.Zip(bus.Counts()))
                    fired[was.Queue] += Math.Max(0, was.Scheduled - now.Scheduled);
                await DrainAsync(ct);
                steps++;
            }
            simulated.JumpTo(target);
            await DrainAsync(ct);
            return new(simulated.GetUtcNow(), steps, fired, timers.Runs - runsBefore, box.Count - mailsBefore);
        }
        finally
        {
            walking.Release();
        }
    }

    /// <summary>
    /// Waits until no queue has a message to handle or being handled, no timer runs or is overdue, and no event is on its way.
    /// </summary>
    /// <exception cref="TimeoutException">Its message names the part that does not come to rest.</exception>
    public async Task DrainAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        // polled: a queue is at rest only together with its handlers, the timers and the events, and no event says so
        while (Busy() is { } busy)
        {
            if (TimeProvider.System.GetElapsedTime(began) > DrainLimit)
                throw new TimeoutException($"After {DrainLimit.TotalMinutes} minutes {busy}.");
            await Task.Delay(Poll, ct);
        }
    }

    public void Dispose() => walking.Dispose();

    private DateTimeOffset? NextDue() => (bus.NextDue(), timers.NextOccurrence) switch
    {
        ({ } message, { } timer) => message < timer ? message : timer,
        var (message, timer) => message ?? timer,
    };

    /// <summary>
    /// The first part that is busy, in this order: timers send messages, messages send mails, mails cause events, and none the other way
    /// round.
    /// </summary>
    private string? Busy() =>
        !timers.Idle ? "a timer function still runs"
        : bus.Counts().FirstOrDefault(queue => queue.Active + queue.Locked > 0) is { } queue
            ? $"the queue {queue.Queue} still has {queue.Active} active and {queue.Locked} locked messages"
        : !events.Idle ? "the mail catcher still tells what became of mails"
        : null;
}
