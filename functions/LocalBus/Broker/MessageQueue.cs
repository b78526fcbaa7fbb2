using Followup.LocalBus.Store;

namespace Followup.LocalBus.Broker;

/// <summary>A queue, or the dead-letter queue of one: the messages that come in, lie in it and are peeked at.</summary>
internal sealed partial class MessageQueue(QueueSettings settings, MessageQueue? deadLetters, MessageBroker broker)
{
    public const string DeadLetterSuffix = "/$deadletterqueue";

    private readonly Dictionary<long, Message> messages = [];
    private readonly int[] states = new int[Enum.GetValues<MessageState>().Length]; // how many messages are in each
    private readonly SortedSet<Message> ready = new(Comparer<Message>.Create((a, b) => a.Row.Sequence.CompareTo(b.Row.Sequence)));

    public string Name => settings.Name;
    public bool IsDeadLetter => deadLetters is null;
    private string? DeadLetterSource => IsDeadLetter ? Name[..^DeadLetterSuffix.Length] : null;

    /// <summary>
    /// Stores all of the messages or none, then calls back with their sequence numbers; with null if they could not be written.
    /// </summary>
    public void Send(IReadOnlyList<IncomingMessage> incoming, Action<IReadOnlyList<long>?> done)
    {
        lock (broker.Gate)
        {
            var now = broker.Time.GetUtcNow();
            Insert[] inserts = [.. incoming.Select(message => new Insert(NewRow(message, now), message.Content))];
            broker.Commit(inserts, written =>
            {
                if (written)
                    Array.ForEach(inserts, insert => Place(new Message(insert.Row)));
                done(written ? [.. inserts.Select(insert => insert.Row.Sequence)] : null);
                Pump();
            });
        }
    }

    /// <summary>Removes all of these scheduled messages or, where one of them is not there to cancel, none.</summary>
    public void Cancel(IReadOnlyList<long> sequences, Action<CommandResult> done)
    {
        lock (broker.Gate)
        {
            Message[] found = [.. sequences.Distinct().Select(messages.GetValueOrDefault).OfType<Message>()
                .Where(message => message is { State: MessageState.Scheduled, Changing: false })];
            if (found.Length < sequences.Distinct().Count())
                done(CommandResult.NotFound);
            else
                Delete(found, done);
        }
    }

    /// <summary>Shows messages of any state, from a sequence number on.</summary>
    public IReadOnlyList<OutgoingMessage> Peek(long from, int count)
    {
        lock (broker.Gate)
        {
            return
            [
                .. messages.Values
                    .Where(message => message.Row.Sequence >= from && message is not { Changing: true, State: MessageState.Locked })
                    .OrderBy(message => message.Row.Sequence)
                    .Take(count)
                    .Select(message => new OutgoingMessage(
                        message.Row, broker.Read(message), message.State, default, null, DeadLetterSource)),
            ];
        }
    }

    /// <summary>The caller holds the broker's lock, here and for every method below.</summary>
    public QueueCounts Count() =>
        new(Name, In(MessageState.Active), In(MessageState.Scheduled), In(MessageState.Locked), deadLetters!.messages.Count);

    /// <summary>Takes in a message as its row says: scheduled, or ready for the next consumer.</summary>
    public void Place(Message message)
    {
        message.Changing = false;
        if (messages.TryAdd(message.Row.Sequence, message))
            states[(int)message.State]++;
        Become(message, message.Row.ScheduledFor is null ? MessageState.Active : MessageState.Scheduled);
        if (message.State == MessageState.Active)
            ready.Add(message);
        if ((message.Row.ScheduledFor ?? message.Row.ExpiresAt) is { } due)
            broker.Due.Set(message, due.UtcTicks);
    }

    /// <summary>
    /// A scheduled message comes in, with a new number, behind the messages that were there; any other message has expired.
    /// </summary>
    public void OnDue(Message message)
    {
        if (message.State == MessageState.Scheduled)
        {
            Become(message, MessageState.Active);
            var (sequence, now) = (broker.NextSequence(), broker.Time.GetUtcNow());
            Move(message, this, message.Row with { Sequence = sequence, ScheduledFor = null, EnqueuedAt = now });
        }
        else
        {
            ready.Remove(message);
            DeadLetter(message, message.Row, DeadLetterReason.Expired);
        }
    }

    private int In(MessageState state) => states[(int)state];

    private void Become(Message message, MessageState state)
    {
        states[(int)message.State]--;
        message.State = state;
        states[(int)state]++;
    }

    private void Remove(Message message)
    {
        messages.Remove(message.Row.Sequence);
        states[(int)message.State]--;
    }

    private Row NewRow(IncomingMessage message, DateTimeOffset now)
    {
        var scheduledFor = message.ScheduledFor > now ? message.ScheduledFor : null;
        var (sequence, start) = (broker.NextSequence(), scheduledFor ?? now);
        var timeToLive = settings.DefaultMessageTimeToLive is { } longest && !(message.TimeToLive < longest) ? longest : message.TimeToLive;
        var expires = timeToLive < DateTimeOffset.MaxValue - start ? start + timeToLive : message.ExpiresAt;
        return new(sequence, Name, sequence, scheduledFor, now, expires, 0);
    }

    /// <summary>The one way a message changes: its new row is written, then the message is what the row says.</summary>
    private void Move(Message message, MessageQueue target, Row row, byte[]? body = null, Action<CommandResult>? done = null)
    {
        message.Changing = true;
        broker.Commit([new Update(row, body)], written =>
        {
            if (written)
            {
                Remove(message);
                message.Row = row;
                target.Place(message);
            }

            done?.Invoke(written ? CommandResult.Done : CommandResult.NotWritten);
            target.Pump();
        });
    }

    private void Delete(IReadOnlyList<Message> gone, Action<CommandResult> done)
    {
        foreach (var message in gone)
        {
            message.Changing = true;
            broker.Due.Clear(message);
        }

        broker.Commit([.. gone.Select(message => new Delete(message.Row.Id))], written =>
        {
            foreach (var message in written ? gone : [])
                Remove(message);
            done(written ? CommandResult.Done : CommandResult.NotWritten);
        });
    }
}
