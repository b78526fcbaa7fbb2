using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Followup.LocalBus.Amqp;

/// <summary>A client sends to a queue: each transfer is accepted once it is on the disk.</summary>
internal sealed class PublisherLink(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue, Operations operations)
    : AmqpLink(session, settings)
{
    /// <summary>The largest message that Service Bus Standard takes.</summary>
    public const uint MaxMessageSize = 256 * 1024;

    private IncomingDelivery? unfinished;

    public override bool CreateDelivery(Transfer transfer, out Delivery delivery)
    {
        var isNew = unfinished is null;
        delivery = unfinished ??= new IncomingDelivery { MessageFormat = transfer.MessageFormat };
        return isNew;
    }

    protected override bool OpenInternal()
    {
        var open = base.OpenInternal();
        SendFlow(false); // the first credit; the library tops it up
        return open;
    }

    protected override void OnProcessTransfer(Delivery delivery, Transfer transfer, Frame rawFrame)
    {
        var incoming = (IncomingDelivery)delivery;
        incoming.Gather(rawFrame.Payload, MaxMessageSize);
        if (transfer.More == true)
            return;
        operations.Add();
        unfinished = null;
        incoming.Batchable = false; // else settling one delivery walks the list of all unsettled ones
        if (incoming.Size > MaxMessageSize)
            Reject(incoming, Outcomes.Error(AmqpErrorCode.MessageSizeExceeded, $"The limit is {MaxMessageSize} bytes."));
        else
            Store(incoming);
    }

    protected override void OnCreditAvailable(int session, uint link, bool drain, ArraySegment<byte> txnId) { }

    protected override void OnDisposeDeliveryInternal(Delivery delivery) { }

    private void Store(IncomingDelivery incoming)
    {
        try
        {
            queue.Send(MessageBytes.Parse(incoming.Payload, incoming.MessageFormat), sequences =>
            {
                if (sequences is null)
                    Reject(incoming, Outcomes.NotWritten);
                else
                    DisposeDelivery(incoming, true, new Accepted());
            });
        }
        catch (AmqpException e)
        {
            Reject(incoming, e.Error);
        }
    }

    private void Reject(IncomingDelivery incoming, Error error) => DisposeDelivery(incoming, true, new Rejected { Error = error });
}
