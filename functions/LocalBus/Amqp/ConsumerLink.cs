using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Followup.LocalBus.Amqp;

/// <summary>A client receives from a queue, in peek-lock or in receive-and-delete.</summary>
internal sealed class ConsumerLink : AmqpLink
{
    private readonly MessageQueue queue;
    private readonly Consumer consumer;
    private readonly Operations operations;

    public ConsumerLink(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue, Operations operations) : base(session, settings)
    {
        (this.queue, this.operations) = (queue, operations);
        var deletes = settings.SndSettleMode == (byte)SenderSettleMode.Settled;
        consumer = new(deletes, HasRoom, message => TrySend(new OutgoingDelivery(message, deletes)));
        Closed += (_, _) => queue.Detach(consumer);
    }

    // A flow may come in before the answer to the attach has gone out, so nothing is sent before the link is open.
    protected override bool OpenInternal()
    {
        var open = base.OpenInternal();
        queue.Attach(consumer);
        return open;
    }

    // A drain takes back what credit is left as soon as this returns.
    protected override void OnCreditAvailable(int session, uint link, bool drain, ArraySegment<byte> txnId) => queue.Pump();

    protected override void OnDisposeDeliveryInternal(Delivery delivery)
    {
        if (consumer.Deletes)
            return;
        operations.Add();
        if (Outcomes.ToSettlement(delivery.State) is { } settlement)
            queue.Settle(((OutgoingDelivery)delivery).LockToken, settlement, result => Answer(delivery, Outcomes.Problem(result)));
        else
            Answer(delivery, Outcomes.NotSupported("deferring"));
    }

    public override bool CreateDelivery(Transfer transfer, out Delivery delivery) =>
        throw new NotSupportedException("This link only sends.");

    protected override void OnProcessTransfer(Delivery delivery, Transfer transfer, Frame rawFrame) =>
        throw new NotSupportedException("This link only sends.");

    // With credit but no room in the session's window a message would wait inside the link while its lock runs.
    private bool HasRoom() => LinkCredit > 0 && UnsettledMap.Count < (Session.Settings.OutgoingWindow ?? uint.MaxValue);

    // A rejection that carries an error is a failure to the client, so dead-lettering is answered "accepted" like the rest.
    private void Answer(Delivery delivery, Error? problem) =>
        DisposeDelivery(delivery, true, problem is null ? new Accepted() : new Rejected { Error = problem });

    private bool TrySend(OutgoingDelivery delivery)
    {
        try
        {
            operations.Add();
            return TrySendDelivery(delivery);
        }
        catch (Exception e) when (e is AmqpException or InvalidOperationException)
        {
            return false; // the link is closing, and about to leave the queue
        }
    }
}
