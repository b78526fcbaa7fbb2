using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.ServiceBus;

/// <summary>Settles messages of a batch, and knows which ones are left.</summary>
internal sealed class BatchMessageActions(ServiceBusReceiver receiver) : ServiceBusMessageActions
{
    private readonly ConcurrentDictionary<string, bool> settled = [];

    public bool IsSettled(ServiceBusReceivedMessage message) => settled.ContainsKey(message.LockToken);

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, receiver.CompleteMessageAsync(message, cancellationToken));

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default) =>
        SettleAsync(message, receiver.AbandonMessageAsync(message, propertiesToModify, cancellationToken));

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null,
        string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, receiver.DeadLetterMessageAsync(
            message, propertiesToModify ?? [], deadLetterReason, deadLetterErrorDescription, cancellationToken));

    public override Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default) =>
        SettleAsync(message, receiver.DeferMessageAsync(message, propertiesToModify, cancellationToken));

    public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        receiver.RenewMessageLockAsync(message, cancellationToken);

    private async Task SettleAsync(ServiceBusReceivedMessage message, Task settling)
    {
        await settling;
        settled[message.LockToken] = true;
    }
}
