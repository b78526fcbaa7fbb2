using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Followup.Completions;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Followups;

public sealed class CompletionsFunction(FollowupScheduler scheduler)
{
    [Function("completions")]
    public async Task RunAsync(
        [ServiceBusTrigger("completions", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        try
        {
            await scheduler.ScheduleAsync(Completion.Decode(message).Key, ct);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            await actions.DeadLetterMessageAsync(message, null, "NotUnderstood", e.Message, ct);
            return;
        }
        await actions.CompleteMessageAsync(message, ct);
    }
}
