using Followup.LocalBus.Store;
using Microsoft.Extensions.Logging;

namespace Followup.LocalBus.Broker;

/// <summary>Puts application properties into a message's bytes.</summary>
internal delegate byte[] AddProperties(byte[] body, IReadOnlyDictionary<string, object?> properties);

/// <summary>All queues, the two clocks they live by, and the one lock that guards them.</summary>
/// <remarks>
/// Locks on messages live in memory only: a restart frees them all, at once and without counting the delivery. A delivery count says how
/// often a message was given back or its lock ran out, and is stored. A change shows in memory once it is on the disk, never before;
/// where the disk refuses it, the message stays out of reach until a restart, and the log says so.
/// </remarks>
internal sealed partial class MessageBroker : IDisposable
{
    private readonly Dictionary<string, MessageQueue> queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly MessageStore store;
    private readonly long started = TimeProvider.System.GetTimestamp();
    private readonly ILogger log;
    private long lastSequence;

    public MessageBroker(
        IEnumerable<QueueSettings> settings, MessageStore store, TimeProvider time, AddProperties add, ILogger<MessageBroker> log)
    {
        (this.store, Time, AddProperties, this.log) = (store, time, add, log);
        // Schedules and expiry follow the given clock, which may jump; locks follow the machine's, so that no jump expires one.
        Due = new Alarm(time, () => time.GetUtcNow().UtcTicks, FireDue);
        LocksEnd = new Alarm(TimeProvider.System, () => RealTicks, () => Ring(LocksEnd!, (queue, message) => queue.OnLockEnd(message)));
        foreach (var queue in settings)
        {
            var deadLetters = new MessageQueue(queue with { Name = queue.Name + MessageQueue.DeadLetterSuffix }, null, this);
            queues.Add(deadLetters.Name, deadLetters);
            queues.Add(queue.Name, new MessageQueue(queue, deadLetters, this));
        }

        lastSequence = store.LastSequence();
        lock (Gate)
            Load();
    }

    public Lock Gate { get; } = new();
    public TimeProvider Time { get; }
    public AddProperties AddProperties { get; }
    public Alarm Due { get; }
    public Alarm LocksEnd { get; }
    public bool Stopped { get; private set; }
    public long RealTicks => TimeProvider.System.GetElapsedTime(started).Ticks;

    public MessageQueue? Find(string name) => queues.GetValueOrDefault(name);

    /// <summary>The caller holds the lock.</summary>
    public long NextSequence() => ++lastSequence;

    public Content Read(Message message) => store.Read(message.Row.Id);

    /// <summary>Writes the changes, then calls back with the lock held.</summary>
    public void Commit(IReadOnlyList<Change> changes, Action<bool> done) => store.Commit(changes, failure =>
    {
        lock (Gate)
            done(failure is null);
    });

    public IReadOnlyList<QueueCounts> Counts()
    {
        lock (Gate)
        {
            FireDue();
            return [.. queues.Values.Where(queue => !queue.IsDeadLetter).Select(queue => queue.Count())];
        }
    }

    public DateTimeOffset? NextDue()
    {
        lock (Gate)
        {
            FireDue();
            return Due.Next is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            Stopped = true;
            Due.Dispose();
            LocksEnd.Dispose();
        }
    }

    private void Load()
    {
        foreach (var unknown in store.Load().Where(row => !Place(row)).CountBy(row => row.Queue))
            Log.UnknownQueue(log, unknown.Value, unknown.Key);
        FireDue();
    }

    private bool Place(Row row)
    {
        Find(row.Queue)?.Place(new Message(row));
        return Find(row.Queue) is not null;
    }

    private void FireDue() => Ring(Due, (queue, message) => queue.OnDue(message));

    private void Ring(Alarm alarm, Action<MessageQueue, Message> act)
    {
        lock (Gate)
        {
            foreach (var message in Stopped ? [] : alarm.Take())
                Try(message, act);
        }
    }

    // On a timer's thread nobody else would catch the exception, and the process would end for one message.
    private void Try(Message message, Action<MessageQueue, Message> act)
    {
        try
        {
            act(Find(message.Row.Queue)!, message);
        }
        catch (Exception e)
        {
            Log.Stuck(log, message.Row.Sequence, message.Row.Queue, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The bus data holds {Count} messages of {Queue}, which is not configured; they stay there.")]
        public static partial void UnknownQueue(ILogger logger, int count, string queue);

        [LoggerMessage(2, LogLevel.Error, "Message {Sequence} of {Queue} could not be moved and is out of reach until a restart.")]
        public static partial void Stuck(ILogger logger, long sequence, string queue, Exception e);
    }
}
