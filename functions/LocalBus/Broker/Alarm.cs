namespace Followup.LocalBus.Broker;

/// <summary>Messages by the instant at which they come due, expire or lose their lock, and one timer for the earliest.</summary>
/// <remarks>Every caller holds the broker's lock.</remarks>
internal sealed class Alarm : IDisposable
{
    // The longest a timer takes is 49 days; waking sooner only sets it anew.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    private const int StaleAtLeast = 1000;

    // What was set anew or cleared stays in the heap, to be passed over: a heap takes in 300,000 messages at a start in no time, which a
    // tree does not.
    private readonly PriorityQueue<Message, (long At, long Id)> order = new();
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

    public long? Next
    {
        get
        {
            while (order.TryPeek(out _, out var first))
            {
                if (IsSet(first)) return first.At;
                order.Dequeue();
            }
            return null;
        }
    }

    public void Set(Message message, long at)
    {
        times[message.Row.Id] = at;
        order.Enqueue(message, (at, message.Row.Id));
        if (order.Count > StaleAtLeast + 2 * times.Count)
            LeaveOutStale();
        if (at < armed)
            Arm();
    }

    public void Clear(Message message) => times.Remove(message.Row.Id);

    /// <summary>The messages whose instant has come; they are no longer in the alarm.</summary>
    public IReadOnlyList<Message> Take()
    {
        var (due, until) = (new List<Message>(), now());
        while (Next <= until)
        {
            var message = order.Dequeue();
            Clear(message);
            due.Add(message);
        }

        Arm();
        return due;
    }

    public void Dispose() => timer.Dispose();

    private bool IsSet((long At, long Id) one) => times.TryGetValue(one.Id, out var at) && at == one.At;

    private void LeaveOutStale()
    {
        (Message, (long At, long Id))[] set = [.. order.UnorderedItems.Where(one => IsSet(one.Priority)).DistinctBy(one => one.Priority)];
        order.Clear();
        order.EnqueueRange(set);
    }

    private void Arm()
    {
        armed = Next ?? long.MaxValue;
        var wait = Next is { } at ? TimeSpan.FromTicks(Math.Clamp(at - now(), 0, Longest.Ticks)) : Timeout.InfiniteTimeSpan;
        if (wait > TimeSpan.Zero) // rounded up: a timer counts whole milliseconds, and one that rings too early rings for nothing
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
