using Microsoft.Azure.Amqp;

namespace Followup.LocalBus.Amqp;

/// <summary>A transfer coming in, frame by frame.</summary>
internal sealed class IncomingDelivery : Delivery
{
    private readonly MemoryStream gathered = new();

    public long Size { get; private set; }
    public ArraySegment<byte> Payload => new(gathered.GetBuffer(), 0, (int)gathered.Length);

    /// <summary>Frame buffers are shared: what is kept is copied. Past the limit only the size goes on counting.</summary>
    public void Gather(ArraySegment<byte> part, long limit)
    {
        Size += part.Count;
        if (Size <= limit)
            gathered.Write(part);
    }

    public override ArraySegment<byte>[] GetPayload(int payloadSize, out bool more) => throw new NotSupportedException("Only received.");

    protected override void OnCompletePayload(int payloadSize) { }
}
