using Followup.LocalBus.Store;

namespace Followup.LocalBus.Broker;

internal enum MessageState { Scheduled, Active, Locked }

/// <summary>A stored message as the broker holds it in memory: everything but its bytes.</summary>
internal sealed class Message(Row row)
{
    public Row Row { get; set; } = row;
    public MessageState State { get; set; }

    /// <summary>A change of it is on its way to the disk: it stays where it is, and nobody else may touch it.</summary>
    public bool Changing { get; set; }

    public Guid LockToken { get; set; }
}

/// <summary>A message as it came in. What is due already is active at once; its time to live begins when it is active.</summary>
internal sealed record IncomingMessage(Content Content, DateTimeOffset? ScheduledFor, TimeSpan? TimeToLive, DateTimeOffset? ExpiresAt);

/// <summary>A message on its way out. There is no lock on one that is only looked at, or deleted with its delivery.</summary>
internal sealed record OutgoingMessage(
    Row Row, Content Content, MessageState State, Guid LockToken, DateTimeOffset? LockedUntil, string? DeadLetterSource);

/// <summary>Who takes messages from a queue. Both functions are called with the broker's lock held and must not wait.</summary>
internal sealed record Consumer(bool Deletes, Func<bool> CanTake, Func<OutgoingMessage, bool> Take);

internal enum SettlementKind { Complete, Abandon, DeadLetter, Release }

internal sealed record Settlement(SettlementKind Kind, IReadOnlyDictionary<string, object?> Properties)
{
    public static Settlement Complete { get; } = new(SettlementKind.Complete, new Dictionary<string, object?>());
    public static Settlement Release { get; } = new(SettlementKind.Release, new Dictionary<string, object?>());
    public static Settlement LockEnded { get; } = new(SettlementKind.Abandon, new Dictionary<string, object?>());
}

internal enum CommandResult { Done, NotFound, NotAllowed, NotWritten }
