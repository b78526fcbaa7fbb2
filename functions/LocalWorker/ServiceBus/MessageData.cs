using Azure.Messaging.ServiceBus;

namespace Followup.LocalWorker.ServiceBus;

internal static class MessageData
{
    /// <summary>What a parameter may ask for by name beside the message itself.</summary>
    public static IReadOnlyDictionary<string, object?> Of(ServiceBusReceivedMessage message) =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["messageId"] = message.MessageId,
            ["deliveryCount"] = message.DeliveryCount,
            ["sequenceNumber"] = message.SequenceNumber,
            ["enqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime,
            ["lockToken"] = message.LockToken,
            ["subject"] = message.Subject,
            ["contentType"] = message.ContentType,
            ["correlationId"] = message.CorrelationId,
        };
}
