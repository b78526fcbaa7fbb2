using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;
using Followup.LocalHost.Rpc;
using Followup.LocalHost.Worker;
using Google.Protobuf;

namespace Followup.LocalHost.ServiceBus;

/// <summary>
/// Messages as a worker takes them: each with 16 bytes of its lock token before it, and the metadata that a parameter may ask for by name.
/// </summary>
internal static class MessageInput
{
    // A message's properties may hold NaN and the infinities, which JSON has no numbers for: they are texts.
    private static readonly JsonSerializerOptions Format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Invocation Of(ServiceBusReceivedMessage message) => new(
        new() { ModelBindingData = Data(message) },
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

    /// <summary>
    /// A batch: its metadata are arrays in the order of its messages. As the real host has it, texts and 64-bit numbers are the protocol's
    /// own collections, and all else is JSON.
    /// </summary>
    public static Invocation Of(IReadOnlyList<ServiceBusReceivedMessage> batch) => new(
        new() { CollectionModelBindingData = new() { ModelBindingData = { batch.Select(Data) } } },
        new Dictionary<string, TypedData>
        {
            ["MessageIdArray"] = Texts(batch.Select(message => message.MessageId)),
            ["LockTokenArray"] = Texts(batch.Select(message => message.LockToken)),
            ["SubjectArray"] = Texts(batch.Select(message => message.Subject)),
            ["ContentTypeArray"] = Texts(batch.Select(message => message.ContentType)),
            ["CorrelationIdArray"] = Texts(batch.Select(message => message.CorrelationId)),
            ["DeliveryCountArray"] = Json(batch.Select(message => message.DeliveryCount)),
            ["SequenceNumberArray"] = new() { CollectionSint64 = new() { Sint64 = { batch.Select(message => message.SequenceNumber) } } },
            ["EnqueuedTimeUtcArray"] = Json(batch.Select(message => message.EnqueuedTime.UtcDateTime)),
            ["ApplicationPropertiesArray"] = Json(batch.Select(message => message.ApplicationProperties)),
        });

    private static ModelBindingData Data(ServiceBusReceivedMessage message) => new()
    {
        Version = "1.0",
        Source = "AzureServiceBusReceivedMessage",
        ContentType = "application/octet-stream",
        Content = ByteString.CopyFrom(
            [.. Guid.Parse(message.LockToken).ToByteArray(), .. message.GetRawAmqpMessage().ToBytes().ToArray()]),
    };

    private static TypedData Json<T>(T value) => new() { Json = JsonSerializer.Serialize(value, Format) };

    private static TypedData Texts(IEnumerable<string?> values) =>
        new() { CollectionString = new() { String = { values.Select(value => value ?? "") } } };
}
