namespace Followup.Local.Clock;

/// <summary>A timer that knows when it is due on the simulated clock, and is set anew on the real one after every jump.</summary>
internal sealed class SimulatedTimer : ITimer
{
    // the real timer takes at most 49 days; waking early does no harm
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly SimulatedClock clock;
    private readonly Action ring;
    private readonly Lock state = new();
    private readonly ITimer real;
    private DateTimeOffset? due;
    private TimeSpan period;

    public SimulatedTimer(SimulatedClock clock, Action ring)
    {
        (this.clock, this.ring) = (clock, ring);
        real = TimeProvider.System.CreateTimer(_ => OnReal(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (state)
        {
            this.period = period;
            due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            return Set();
        }
    }

    public void OnJump()
    {
        lock (state) Set();
    }

    public void Dispose()
    {
        clock.Forget(this);
        lock (state) due = null;
        real.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void OnReal()
    {
        lock (state)
        {
            if (due is not { } at) return;
            if (at > clock.GetUtcNow())
            {
                Set();
                return;
            }
            // however far the clock jumped, the timer rings once
            due = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : clock.GetUtcNow() + period;
            Set();
        }
        ring();
    }

    private bool Set()
    {
        if (due is not { } at) return real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var wait = at - clock.GetUtcNow();
        // rounded up: the real timer counts whole milliseconds and must not ring before its time over and over
        wait = wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait + TimeSpan.FromMilliseconds(1) : LongestWait;
        return real.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
