using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Tests;

/// <summary>What a function did with each message of a batch that a test has made.</summary>
internal sealed class SettledMessages : ServiceBusMessageActions
{
    private readonly ConcurrentDictionary<ServiceBusReceivedMessage, string> settled = [];

    /// <summary>completed, abandoned, or the reason of the dead letter; null for nothing.</summary>
    public string? this[ServiceBusReceivedMessage message] => settled.GetValueOrDefault(message);

    /// <summary>A message as the bus would hand it out.</summary>
    public static ServiceBusReceivedMessage Received(ServiceBusMessage message) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(message.Body, messageId: message.MessageId, subject: message.Subject);

    /// <summary>A message that holds no bytes but a value, as other clients of AMQP can send it.</summary>
    public static ServiceBusReceivedMessage OfAnotherKind(string subject)
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: "value", subject: subject);
        message.GetRawAmqpMessage().Body = Azure.Core.Amqp.AmqpMessageBody.FromValue("not ours");
        return message;
    }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, "completed");

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default) =>
        SettleAsync(message, "abandoned");

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null,
        string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, deadLetterReason!);

    private Task SettleAsync(ServiceBusReceivedMessage message, string how)
    {
        Assert.True(settled.TryAdd(message, how), $"Message {message.MessageId} was settled twice.");
        return Task.CompletedTask;
    }
}
