using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.Shared.Bus;

/// <summary>
/// Tells the bus that a message is done with. Where that fails (the message's lock was lost, the bus is away) the message comes again, and
/// every handler bears a repeated message: so the failure is a warning, and the invocation, whose work is done, does not fail.
/// </summary>
public sealed partial class MessageSettling(ILogger<MessageSettling> logger)
{
    /// <param name="queue">The queue that the message came from.</param>
    public Task CompleteAsync(
        string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken ct) =>
        TryAsync(queue, message, () => actions.CompleteMessageAsync(message, ct));

    /// <summary>Completes messages of a batch; those whose handling failed are given back, and come again.</summary>
    /// <param name="queue">The queue that the messages came from.</param>
    public Task SettleAllAsync<T>(
        string queue, IEnumerable<Read<T>> messages, Func<T, bool> hasFailed, ServiceBusMessageActions actions, CancellationToken ct) =>
        Task.WhenAll(messages.Select(one => hasFailed(one.Content)
            ? TryAsync(queue, one.Message, () => actions.AbandonMessageAsync(one.Message, cancellationToken: ct))
            : TryAsync(queue, one.Message, () => actions.CompleteMessageAsync(one.Message, ct))));

    /// <param name="queue">The queue that the message came from.</param>
    /// <returns>Whether the message is a dead letter now.</returns>
    public Task<bool> DeadLetterAsync(
        string queue, ServiceBusReceivedMessage message, string reason, string description,
        ServiceBusMessageActions actions, CancellationToken ct) =>
        TryAsync(queue, message, () => actions.DeadLetterMessageAsync(message, null, reason, description, ct));

    private async Task<bool> TryAsync(string queue, ServiceBusReceivedMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
            return true;
        }
        // the worker settles through its host, over gRPC: what Service Bus refuses comes as an RpcException
        catch (Exception e) when (e is RpcException or ServiceBusException)
        {
            Log.NotSettled(logger, e, queue, message.MessageId);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} of the queue {Queue} could not be settled, so it comes again.")]
        public static partial void NotSettled(ILogger logger, Exception e, string queue, string messageId);
    }
}
