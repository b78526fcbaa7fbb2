using System.Collections.Concurrent;

namespace Followup.Local.Clock;

/// <summary>
/// The real clock, run ahead by jumps. It never goes back and never stands still; timers made from it ring at their simulated time, on a
/// jump at once. Timestamps stay those of the real, monotonic clock, so that a duration measured with them is not stretched by a jump.
/// </summary>
public sealed class SimulatedClock(TimeSpan ahead, Action<TimeSpan> keep) : TimeProvider
{
    private readonly Lock jumping = new();
    private readonly ConcurrentDictionary<SimulatedTimer, bool> timers = [];
    private long aheadTicks = ahead.Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref aheadTicks));

    /// <summary>Jumps ahead to this instant; one that has passed changes nothing. The jump is kept before it takes effect.</summary>
    public void JumpTo(DateTimeOffset instant)
    {
        lock (jumping)
        {
            var jump = instant - GetUtcNow();
            if (jump <= TimeSpan.Zero) return;
            var further = TimeSpan.FromTicks(aheadTicks) + jump;
            keep(further);
            Interlocked.Exchange(ref aheadTicks, further.Ticks);
        }
        foreach (var timer in timers.Keys) timer.OnJump();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, () => callback(state));
        timers[timer] = true;
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Forget(SimulatedTimer timer) => timers.TryRemove(timer, out _);
}
