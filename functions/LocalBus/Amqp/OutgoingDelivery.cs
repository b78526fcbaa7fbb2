using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;

namespace Followup.LocalBus.Amqp;

/// <summary>A message on its way out: a fresh head and the stored bytes, cut into frames without copying.</summary>
internal sealed class OutgoingDelivery : Delivery
{
    private readonly byte[] head, body;

    public OutgoingDelivery(OutgoingMessage message, bool settled)
    {
        (head, body) = (MessageBytes.Head(message), message.Content.Body);
        LockToken = message.LockToken;
        DeliveryTag = new ArraySegment<byte>(LockToken.ToByteArray()); // the client makes the lock token of it
        Settled = settled;
        MessageFormat = 0;
    }

    public Guid LockToken { get; }

    public override ArraySegment<byte>[] GetPayload(int payloadSize, out bool more)
    {
        var start = (int)BytesTransfered;
        more = head.Length + body.Length - start > payloadSize;
        var ofHead = Math.Clamp(head.Length - start, 0, payloadSize);
        var bodyStart = Math.Max(start - head.Length, 0);
        var ofBody = Math.Min(body.Length - bodyStart, payloadSize - ofHead);
        ArraySegment<byte>[] parts = [new(head, Math.Min(start, head.Length), ofHead), new(body, bodyStart, ofBody)];
        return [.. parts.Where(part => part.Count > 0)];
    }

    protected override void OnCompletePayload(int payloadSize) { }
}
