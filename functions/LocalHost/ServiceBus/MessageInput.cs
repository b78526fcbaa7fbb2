using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Followup.LocalHost.Rpc;
using Followup.LocalHost.Worker;
using Google.Protobuf;

namespace Followup.LocalHost.ServiceBus;

internal static class MessageInput
{
    /// <summary>
    /// The message itself, with 16 bytes of its lock token before it, and the metadata that a parameter may ask for by name.
    /// </summary>
    public static Invocation Of(ServiceBusReceivedMessage message) => new(
        new()
        {
            ModelBindingData = new()
            {
                Version = "1.0",
                Source = "AzureServiceBusReceivedMessage",
                ContentType = "application/octet-stream",
                Content = ByteString.CopyFrom(
                    [.. Guid.Parse(message.LockToken).ToByteArray(), .. message.GetRawAmqpMessage().ToBytes().ToArray()]),
            },
        },
        new Dictionary<string, TypedData>
        {
            ["MessageId"] = new() { String = message.MessageId ?? "" },
            ["LockToken"] = new() { String = message.LockToken },
            ["Subject"] = new() { String = message.Subject ?? "" },
            ["ContentType"] = new() { String = message.ContentType ?? "" },
            ["CorrelationId"] = new() { String = message.CorrelationId ?? "" },
            ["DeliveryCount"] = Json(message.DeliveryCount),
            ["SequenceNumber"] = Json(message.SequenceNumber),
            ["EnqueuedTimeUtc"] = Json(message.EnqueuedTime.UtcDateTime),
            ["ApplicationProperties"] = Json(message.ApplicationProperties),
        });

    private static TypedData Json<T>(T value) => new() { Json = JsonSerializer.Serialize(value) };
}
