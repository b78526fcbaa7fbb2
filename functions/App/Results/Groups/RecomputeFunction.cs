using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Bus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Groups;

public sealed class RecomputeFunction(CountStore groups, MessageReading reading, MessageSettling settling)
{
    private const string Queue = "recompute";

    [Function("recompute")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        if (await reading.ReadAsync(Queue, message, ProgramMonth.Decode, actions, ct) is not { } group) return;
        await groups.RecomputeAsync(group, ct);
        await settling.CompleteAsync(Queue, message, actions, ct);
    }
}
