namespace Followup.LocalBus.Store;

/// <summary>All that is known of a stored message but its bytes. Id is the first sequence number it had and never changes.</summary>
internal sealed record Row(
    long Id,
    string Queue,
    long Sequence,
    DateTimeOffset? ScheduledFor,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset? ExpiresAt,
    int DeliveryCount);

/// <summary>A message's bytes, opaque here: Head is written anew for each delivery, Body changes only in its properties.</summary>
internal sealed record Content(byte[] Head, byte[] Body);

internal abstract record Change;

internal sealed record Insert(Row Row, Content Content) : Change;

/// <summary>Every move of a message is this one UPDATE of its one row; no Body leaves the bytes as they are.</summary>
internal sealed record Update(Row Row, byte[]? Body = null) : Change;

internal sealed record Delete(long Id) : Change;
