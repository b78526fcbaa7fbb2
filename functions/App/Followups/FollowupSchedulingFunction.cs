using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Followups;

public sealed class FollowupSchedulingFunction(
    FollowupScheduler scheduler, FollowupReplanning replanning, MessageReading reading, BatchHandling handling, MessageSettling settling)
{
    private const string Queue = "completions";

    /// <summary>What a message asks for: to schedule a follow-up, or to plan anew what waits of it.</summary>
    private sealed record Asked(FollowupKey Followup, bool IsReplan);

    [Function("completions")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false, IsBatched = true)]
        ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var asked = await reading.ReadAllAsync(Queue, messages, Decode, actions, ct);
        var byKind = asked.Select(one => one.Content).Distinct().ToLookup(one => one.IsReplan);
        var unscheduled = await handling.TogetherAsync(
            Queue,
            [.. byKind[false]],
            async (followups, token) =>
            {
                await scheduler.ScheduleAsync([.. followups.Select(one => one.Followup)], token);
                return [];
            },
            ct);
        var unplanned = await handling.ApartAsync(
            Queue,
            [.. byKind[true]],
            async (one, token) =>
            {
                await replanning.ReplanAsync(one.Followup, toWavesInForce: true, token);
                return true;
            },
            ct);
        await settling.SettleAllAsync(Queue, asked, one => unscheduled.Contains(one) || unplanned.Contains(one), actions, ct);
    }

    private static Asked Decode(ServiceBusReceivedMessage message) => message.Subject == ReplanRequested.Subject
        ? new(ReplanRequested.Decode(message), IsReplan: true)
        : new(CompletionReceived.Decode(message).Key, IsReplan: false);
}
