using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Followups;

public sealed class FollowupSchedulingFunction(FollowupScheduler scheduler, MessageReading reading, MessageSettling settling)
{
    private const string Queue = "completions";

    [Function("completions")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        if (await reading.ReadAsync(Queue, message, one => CompletionReceived.Decode(one).Key, actions, ct) is not { } followup) return;
        await scheduler.ScheduleAsync(followup, ct);
        await settling.CompleteAsync(Queue, message, actions, ct);
    }
}
