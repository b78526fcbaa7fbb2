namespace Followup.LocalBus.Broker;

/// <summary>Messages by the instant at which they come due, expire or lose their lock, and one timer for the earliest.</summary>
/// <remarks>Every caller holds the broker's lock.</remarks>
internal sealed class Alarm : IDisposable
{
    // The longest a timer takes is 49 days; waking sooner only sets it anew.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    private readonly SortedSet<(long At, long Id, Message Message)> order =
        new(Comparer<(long At, long Id, Message)>.Create((a, b) => (a.At, a.Id).CompareTo((b.At, b.Id))));

    private readonly Dictionary<long, long> times = [];
    private readonly Func<long> now;
    private readonly ITimer timer;
    private long armed = long.MaxValue;

    /// <param name="time">The clock whose timers ring.</param>
    /// <param name="now">That clock's present instant, in ticks from anywhere.</param>
    /// <param name="ring">Called when the earliest instant has come, to call <see cref="Take"/>.</param>
    public Alarm(TimeProvider time, Func<long> now, Action ring)
    {
        this.now = now;
        timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long? Next => order.Count > 0 ? order.Min.At : null;

    public void Set(Message message, long at)
    {
        Clear(message);
        times.Add(message.Row.Id, at);
        order.Add((at, message.Row.Id, message));
        if (at < armed)
            Arm();
    }

    public void Clear(Message message)
    {
        if (times.Remove(message.Row.Id, out var at))
            order.Remove((at, message.Row.Id, message));
    }

    /// <summary>The messages whose instant has come; they are no longer in the alarm.</summary>
    public IReadOnlyList<Message> Take()
    {
        var (due, until) = (new List<Message>(), now());
        while (order.Count > 0 && order.Min.At <= until)
        {
            var message = order.Min.Message;
            Clear(message);
            due.Add(message);
        }

        Arm();
        return due;
    }

    public void Dispose() => timer.Dispose();

    private void Arm()
    {
        armed = Next ?? long.MaxValue;
        var wait = Next is { } at ? TimeSpan.FromTicks(Math.Clamp(at - now(), 0, Longest.Ticks)) : Timeout.InfiniteTimeSpan;
        if (wait > TimeSpan.Zero) // rounded up: a timer counts whole milliseconds, and one that rings too early rings for nothing
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
