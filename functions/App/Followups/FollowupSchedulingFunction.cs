using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Followups;

public sealed class FollowupSchedulingFunction(
    FollowupScheduler scheduler, MessageReading reading, BatchHandling handling, MessageSettling settling)
{
    private const string Queue = "completions";

    [Function("completions")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false, IsBatched = true)]
        ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var completions = await reading.ReadAllAsync(Queue, messages, one => CompletionReceived.Decode(one).Key, actions, ct);
        var failed = await handling.TogetherAsync(
            Queue,
            [.. completions.Select(completion => completion.Content).Distinct()],
            async (followups, token) =>
            {
                await scheduler.ScheduleAsync(followups, token);
                return [];
            },
            ct);
        await settling.SettleAllAsync(Queue, completions, failed.Contains, actions, ct);
    }
}
