using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Bus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Rerouting;

/// <summary>
/// When the worklist is settled: after each import of people, and four times a day for a message that was lost. Both functions' names are
/// without a hyphen, because the runbook disables them by a setting, which on Linux can have none:
/// https://learn.microsoft.com/azure/azure-functions/disable-function
/// </summary>
public sealed class WorklistSettlingFunctions(WorklistSettling worklist, MessageReading reading, MessageSettling settling)
{
    private const string Queue = "people";

    [Function("people")]
    public async Task AfterImportAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        if (await reading.ReadAsync(Queue, message, PeopleImported.Decode, actions, ct) is null) return;
        await worklist.SettleAsync(ct);
        await settling.CompleteAsync(Queue, message, actions, ct);
    }

    [Function("settle")]
    public Task RunAsync([TimerTrigger("0 40 5,11,17,23 * * *")] TimerInfo timer, CancellationToken ct) => worklist.SettleAsync(ct);
}
