using Followup.LocalBus.Store;

namespace Followup.LocalBus.Broker;

/// <summary>The messages that go out of a queue, and how their receivers settle them.</summary>
internal sealed partial class MessageQueue
{
    private readonly Dictionary<Guid, Message> locks = [];
    private readonly List<Consumer> consumers = [];
    private int turn;

    public void Attach(Consumer consumer)
    {
        lock (broker.Gate)
        {
            consumers.Add(consumer);
            Pump();
        }
    }

    /// <summary>Locks outlive their receiver, as in the cloud: until they end, the client may still settle through another link.</summary>
    public void Detach(Consumer consumer)
    {
        lock (broker.Gate)
        {
            consumers.Remove(consumer);
            Pump();
        }
    }

    /// <summary>Hands out messages that are ready to consumers that have room for them, in turn.</summary>
    public void Pump()
    {
        lock (broker.Gate)
        {
            while (!broker.Stopped && ready.Min is { } message && NextConsumer() is { } consumer)
            {
                if (!Deliver(message, consumer))
                    return; // the consumer's room has just gone; it asks again when it has some
            }
        }
    }

    public void Settle(Guid token, Settlement settlement, Action<CommandResult> done)
    {
        lock (broker.Gate)
        {
            if (settlement.Kind == SettlementKind.DeadLetter && IsDeadLetter)
                done(CommandResult.NotAllowed);
            else if (!locks.Remove(token, out var message))
                done(CommandResult.NotFound);
            else
                Settle(message, settlement, done);
        }
    }

    /// <summary>The new end of the lock, or null if the lock is gone.</summary>
    public DateTimeOffset? Renew(Guid token)
    {
        lock (broker.Gate)
            return locks.TryGetValue(token, out var message) ? LockFromNow(message) : null;
    }

    public void OnLockEnd(Message message)
    {
        locks.Remove(message.LockToken);
        Settle(message, Settlement.LockEnded, _ => { });
    }

    private Consumer? NextConsumer()
    {
        for (var tried = 0; tried < consumers.Count; tried++)
        {
            turn = (turn + 1) % consumers.Count;
            if (consumers[turn].CanTake())
                return consumers[turn];
        }

        return null;
    }

    private bool Deliver(Message message, Consumer consumer)
    {
        ready.Remove(message);
        broker.Due.Clear(message);
        Become(message, MessageState.Locked);
        message.LockToken = Guid.NewGuid();
        DateTimeOffset? lockedUntil = consumer.Deletes ? null : LockFromNow(message);
        var content = broker.Read(message);
        var taken = consumer.Take(new(message.Row, content, MessageState.Active, message.LockToken, lockedUntil, DeadLetterSource));
        if (!taken)
        {
            broker.LocksEnd.Clear(message);
            Place(message);
        }
        else if (consumer.Deletes)
        {
            Delete([message], _ => { }); // a crash just now delivers the message again: rather twice than never
        }
        else
        {
            locks.Add(message.LockToken, message);
        }

        return taken;
    }

    private DateTimeOffset LockFromNow(Message message)
    {
        broker.LocksEnd.Set(message, broker.RealTicks + settings.LockDuration.Ticks);
        return TimeProvider.System.GetUtcNow() + settings.LockDuration;
    }

    private void Settle(Message message, Settlement settlement, Action<CommandResult> done)
    {
        broker.LocksEnd.Clear(message);
        var given = message.Row with { DeliveryCount = message.Row.DeliveryCount + 1 };
        switch (settlement.Kind)
        {
            case SettlementKind.Complete:
                Delete([message], done);
                break;
            case SettlementKind.Release:
                Place(message);
                done(CommandResult.Done);
                Pump();
                break;
            case SettlementKind.DeadLetter:
                DeadLetter(message, message.Row, settlement.Properties, done);
                break;
            case SettlementKind.Abandon when !IsDeadLetter && given.DeliveryCount >= settings.MaxDeliveryCount:
                var reason = DeadLetterReason.TooManyDeliveries(given.DeliveryCount);
                DeadLetter(message, given, reason.Concat(settlement.Properties).DistinctBy(p => p.Key).ToDictionary(), done);
                break;
            default:
                Move(message, this, given, WithProperties(message, settlement.Properties), done);
                break;
        }
    }

    private void DeadLetter(
        Message message, Row row, IReadOnlyDictionary<string, object?> properties, Action<CommandResult>? done = null)
    {
        row = row with { Queue = deadLetters!.Name, ExpiresAt = null };
        Move(message, deadLetters, row, WithProperties(message, properties), done);
    }

    private byte[]? WithProperties(Message message, IReadOnlyDictionary<string, object?> properties) =>
        properties.Count == 0 ? null : broker.AddProperties(broker.Read(message).Body, properties);
}
