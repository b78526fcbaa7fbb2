using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Bus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Rerouting;

/// <summary>
/// What follows from a change of people: what is open moves, a message a person; and the worklist is settled, after each import and four
/// times a day for a message that was lost. Both functions' names are without a hyphen, because the runbook disables them by a setting,
/// which on Linux can have none: https://learn.microsoft.com/azure/azure-functions/disable-function
/// </summary>
public sealed class PeopleChangedFunctions(
    PersonMoving moving, WorklistSettling worklist, MessageReading reading, BatchHandling handling, MessageSettling settling)
{
    private const string Queue = "people";

    /// <summary>A person who changed; null where a whole import has ended.</summary>
    private sealed record Heard(PersonChanged? Person);

    [Function("people")]
    public async Task HearAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false, IsBatched = true)]
        ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var heard = await reading.ReadAllAsync(Queue, messages, Decode, actions, ct);
        var failed = await handling.TogetherAsync(Queue, [.. heard.Select(one => one.Content).Distinct()], HandleAsync, ct);
        await settling.SettleAllAsync(Queue, heard, failed.Contains, actions, ct);
    }

    [Function("settle")]
    public Task SettleAsync([TimerTrigger("0 40 5,11,17,23 * * *")] TimerInfo timer, CancellationToken ct) => worklist.SettleAsync(ct);

    private static Heard Decode(ServiceBusReceivedMessage message)
    {
        if (message.Subject != PeopleImported.Subject) return new(PersonChanged.Decode(message));
        PeopleImported.Decode(message);
        return new(Person: null);
    }

    private async Task<IReadOnlyCollection<Heard>> HandleAsync(IReadOnlyList<Heard> heard, CancellationToken ct)
    {
        await moving.MoveAsync([.. heard.Select(one => one.Person).OfType<PersonChanged>()], ct);
        if (heard.Any(one => one.Person is null)) await worklist.SettleAsync(ct);
        return [];
    }
}
