using Azure.Messaging.ServiceBus;
using Followup.Settling;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Azure.Amqp;

namespace Followup.LocalHost.ServiceBus;

/// <summary>
/// Settles for the worker, through the client that received the message: that client then knows that there is nothing left to complete
/// or abandon. A settlement that the bus refuses is an RPC error.
/// </summary>
internal sealed class SettlementService(LockedMessages locked) : Settlement.SettlementBase
{
    public override Task<Empty> Complete(CompleteRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken, args => args.CompleteMessageAsync(args.Message, context.CancellationToken));

    public override Task<Empty> Abandon(AbandonRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken, args => args.AbandonMessageAsync(args.Message, Decode(request.PropertiesToModify), context.CancellationToken));

    public override Task<Empty> Deadletter(DeadletterRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken, args => args.DeadLetterMessageAsync(
            args.Message, Decode(request.PropertiesToModify), request.DeadletterReason, request.DeadletterErrorDescription,
            context.CancellationToken));

    public override Task<Empty> Defer(DeferRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken, args => args.DeferMessageAsync(args.Message, Decode(request.PropertiesToModify), context.CancellationToken));

    public override Task<Empty> RenewMessageLock(RenewMessageLockRequest request, ServerCallContext context) => AskAsync(
        request.Locktoken, args => args.RenewMessageLockAsync(args.Message, context.CancellationToken));

    private Task<Empty> SettleAsync(string lockToken, Func<ProcessMessageEventArgs, Task> settle) => AskAsync(lockToken, async args =>
    {
        await settle(args);
        locked.Remove(args);
    });

    private async Task<Empty> AskAsync(string lockToken, Func<ProcessMessageEventArgs, Task> ask)
    {
        try
        {
            await ask(locked.Find(lockToken));
            return new();
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, e.Message));
        }
    }

    private static Dictionary<string, object> Decode(ByteString properties)
    {
        if (properties.IsEmpty) return [];
        using var buffer = new ByteBuffer(properties.ToByteArray(), 0, properties.Length);
        return AmqpCodec.DecodeMap(buffer).ToDictionary(property => (string)property.Key.Key, property => property.Value);
    }
}
