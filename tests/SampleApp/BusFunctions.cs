using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.SampleApp;

public sealed record Delivery(ServiceBusReceivedMessage Message, ServiceBusMessageActions Actions, FunctionContext Context)
{
    public CancellationToken Ct => Context.CancellationToken;
}

public sealed record Named(string MessageId, int DeliveryCount, string Body, string BoundId);

/// <summary>Every way to say, or not to say, who completes messages; each queue is called as its function.</summary>
public sealed class BusFunctions(Script script)
{
    public static readonly string[] Queues = ["unsaid", "manual", "auto", "named"];

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
}
