using Azure.Messaging.ServiceBus;
using Followup.Completions;
using Followup.Shared;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Followups;

public sealed class CompletionsFunction(FollowupScheduler scheduler)
{
    [Function("completions")]
    public async Task RunAsync(
        [ServiceBusTrigger("completions", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        if (await message.ReadAsync(one => Completion.Decode(one).Key, actions, ct) is not { } followup) return;
        await scheduler.ScheduleAsync(followup, ct);
        await actions.CompleteMessageAsync(message, ct);
    }
}
