using Azure.Messaging.ServiceBus;

namespace Followup.Shared.Bus;

public static class MessageSending
{
    /// <summary>Sends all messages, in as few batches as fit the queue's size limit (256 KB on Service Bus Standard).</summary>
    public static async Task SendAllAsync(this ServiceBusSender sender, IEnumerable<ServiceBusMessage> messages, CancellationToken ct)
    {
        ServiceBusMessageBatch? batch = null;
        try
        {
            foreach (var message in messages)
            {
                batch ??= await sender.CreateMessageBatchAsync(ct);
                if (batch.TryAddMessage(message)) continue;
                await sender.SendMessagesAsync(batch, ct);
                batch.Dispose();
                batch = await sender.CreateMessageBatchAsync(ct);
                if (!batch.TryAddMessage(message))
                    throw new InvalidOperationException($"Message {message.MessageId} alone is larger than the queue allows.");
            }
            if (batch is { Count: > 0 }) await sender.SendMessagesAsync(batch, ct);
        }
        finally
        {
            batch?.Dispose();
        }
    }
}
