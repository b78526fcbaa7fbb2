namespace Followup.LocalBus.Amqp;

/// <summary>
/// What Service Bus would charge for: each transfer from a client or to one, however many messages it holds, each settlement and each
/// request.
/// </summary>
internal sealed class Operations
{
    private long count;

    public long Count => Interlocked.Read(ref count);

    public void Add() => Interlocked.Increment(ref count);
}
