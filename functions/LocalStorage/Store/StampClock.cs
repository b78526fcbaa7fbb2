namespace Followup.LocalStorage.Store;

/// <summary>
/// The time of a write, in ticks of UTC: what Timestamp and ETag show. No two writes have the same and none has an earlier one than a
/// write before it, wherever the machine's clock jumps, or an ETag could come back.
/// </summary>
/// <remarks>Used by the writing thread only.</remarks>
internal sealed class StampClock(TimeProvider time, long last)
{
    public long Last { get; private set; } = last;

    public long Next() => Last = Math.Max(time.GetUtcNow().UtcTicks, Last + 1);
}
