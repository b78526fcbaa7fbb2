using Followup.LocalBus.Store;

namespace Followup.LocalBus.Broker;

internal enum MessageState { Scheduled, Active, Locked }

/// <summary>A stored message as the broker holds it in memory: everything but its bytes.</summary>
internal sealed class Message(Row row)
{
    public Row Row { get; set; } = row;
    public MessageState State { get; set; }

    /// <summary>A change of the message is on its way to the disk: the message stays where it is, and nobody else may touch it.</summary>
    public bool Changing { get; set; }

    public Guid LockToken { get; set; }
}

/// <summary>
/// A message as it came in. One that is scheduled for a time that has passed is active at once; the time to live begins when a message is
/// active.
/// </summary>
internal sealed record IncomingMessage(Content Content, DateTimeOffset? ScheduledFor, TimeSpan? TimeToLive, DateTimeOffset? ExpiresAt);

/// <summary>A message on its way out. There is no lock on a message that is only peeked at, or deleted with its delivery.</summary>
internal sealed record OutgoingMessage(
    Row Row, Content Content, MessageState State, Guid LockToken, DateTimeOffset? LockedUntil, string? DeadLetterSource);

/// <summary>A receiver of messages from a queue. Both functions are called with the broker's lock held and must not wait.</summary>
internal sealed record Consumer(bool Deletes, Func<bool> CanTake, Func<OutgoingMessage, bool> Take);

internal enum SettlementKind { Complete, Abandon, DeadLetter, Release }

internal sealed record Settlement(SettlementKind Kind, IReadOnlyDictionary<string, object?> Properties)
{
    public static Settlement Complete { get; } = new(SettlementKind.Complete, new Dictionary<string, object?>());
    public static Settlement Release { get; } = new(SettlementKind.Release, new Dictionary<string, object?>());
    public static Settlement LockEnded { get; } = new(SettlementKind.Abandon, new Dictionary<string, object?>());
}

internal enum CommandResult { Done, NotFound, NotAllowed, NotWritten }
