using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.SampleApp;

public sealed record Delivery(ServiceBusReceivedMessage Message, ServiceBusMessageActions Actions, FunctionContext Context)
{
    public CancellationToken Ct => Context.CancellationToken;
}

public sealed record Named(string MessageId, int DeliveryCount, string Body, string BoundId);

public sealed record Batch(ServiceBusReceivedMessage[] Messages, ServiceBusMessageActions Actions, FunctionContext Context)
{
    public CancellationToken Ct => Context.CancellationToken;

    public IEnumerable<string> Ids => Messages.Select(message => message.MessageId);
}

public sealed record NamedArrays(
    string[] MessageIds, string[] LockTokens, string[] Subjects, int[] DeliveryCounts, long[] SequenceNumbers, DateTime[] EnqueuedTimes,
    Dictionary<string, object>[] Properties, ServiceBusReceivedMessage[] Messages);

/// <summary>Every way to say, or not to say, who completes messages; each queue is called as its function.</summary>
public sealed class BusFunctions(Script script)
{
    public static readonly string[] Queues = ["unsaid", "manual", "auto", "named", "unsaid-batch", "manual-batch", "named-batch"];

    [Function("unsaid")]
    public Task Unsaid(
        [ServiceBusTrigger("unsaid", Connection = "ServiceBus")] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, FunctionContext context) => script.PlayAsync("unsaid", new Delivery(message, actions, context));

    [Function("manual")]
    public Task Manual(
        [ServiceBusTrigger("manual", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, FunctionContext context) => script.PlayAsync("manual", new Delivery(message, actions, context));

    [Function("auto")]
    public Task Auto(
        [ServiceBusTrigger("auto", Connection = "ServiceBus", AutoCompleteMessages = true)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, FunctionContext context) => script.PlayAsync("auto", new Delivery(message, actions, context));

    [Function("named")]
    public async Task NamedValues(
        [ServiceBusTrigger("%NamedQueue%", Connection = "ServiceBus")] ServiceBusReceivedMessage message,
        string messageId, int deliveryCount, FunctionContext context) =>
        await script.PlayAsync(
            "named",
            new Named(messageId, deliveryCount, message.Body.ToString(), (string)context.BindingContext.BindingData["MessageId"]!));

    [Function("unsaid-batch")]
    public Task UnsaidBatch(
        [ServiceBusTrigger("unsaid-batch", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, FunctionContext context) =>
        script.PlayAsync("unsaid-batch", new Batch(messages, actions, context));

    [Function("manual-batch")]
    public Task ManualBatch(
        [ServiceBusTrigger("manual-batch", Connection = "ServiceBus", IsBatched = true, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, FunctionContext context) =>
        script.PlayAsync("manual-batch", new Batch(messages, actions, context));

    [Function("named-batch")]
    public Task NamedBatch(
        [ServiceBusTrigger("named-batch", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        string[] messageIdArray, string[] lockTokenArray, string[] subjectArray, int[] deliveryCountArray, long[] sequenceNumberArray,
        DateTime[] enqueuedTimeUtcArray, Dictionary<string, object>[] applicationPropertiesArray) =>
        script.PlayAsync("named-batch", new NamedArrays(
            messageIdArray, lockTokenArray, subjectArray, deliveryCountArray, sequenceNumberArray, enqueuedTimeUtcArray,
            applicationPropertiesArray, messages));
}
