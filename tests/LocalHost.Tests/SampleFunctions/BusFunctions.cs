using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.Tests.SampleFunctions;

public sealed record Delivery(ServiceBusReceivedMessage[] Messages, ServiceBusMessageActions Actions, CancellationToken Ct)
{
    public ServiceBusReceivedMessage Message => Messages[0];
}

public sealed record Named(string MessageId, int DeliveryCount, string Body, string BoundId);

/// <summary>Every way to say, or not to say, who completes messages; each queue is called as its function.</summary>
public sealed class BusFunctions(Script script)
{
    [Function("single-default")]
    public Task SingleDefault(
        [ServiceBusTrigger("single-default", Connection = "ServiceBus")] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct) => script.PlayAsync("single-default", new Delivery([message], actions, ct));

    [Function("single-manual")]
    public Task SingleManual(
        [ServiceBusTrigger("single-manual", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct) => script.PlayAsync("single-manual", new Delivery([message], actions, ct));

    [Function("single-auto")]
    public Task SingleAuto(
        [ServiceBusTrigger("single-auto", Connection = "ServiceBus", AutoCompleteMessages = true)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct) => script.PlayAsync("single-auto", new Delivery([message], actions, ct));

    [Function("batch-default")]
    public Task BatchDefault(
        [ServiceBusTrigger("batch-default", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct) => script.PlayAsync("batch-default", new Delivery(messages, actions, ct));

    [Function("batch-manual")]
    public Task BatchManual(
        [ServiceBusTrigger("batch-manual", Connection = "ServiceBus", IsBatched = true, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct) => script.PlayAsync("batch-manual", new Delivery(messages, actions, ct));

    [Function("named")]
    public async Task NamedValues(
        [ServiceBusTrigger("%NamedQueue%", Connection = "ServiceBus")] ServiceBusReceivedMessage message,
        string messageId, int deliveryCount, FunctionContext context) =>
        await script.PlayAsync(
            "named",
            new Named(messageId, deliveryCount, message.Body.ToString(), (string)context.BindingContext.BindingData["messageId"]!));
}
