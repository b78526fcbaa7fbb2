using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Bus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Counts;

public sealed class RecomputeFunction(CountPace pace, MessageReading reading, MessageSettling settling)
{
    private const string Queue = "recompute";

    [Function("recompute")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken ct)
    {
        if (await reading.ReadAsync(Queue, message, ProgramMonth.Decode, actions, ct) is not { } month) return;
        await pace.CountAsync(month, message.ScheduledEnqueueTime, ct);
        await settling.CompleteAsync(Queue, message, actions, ct);
    }
}
