using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Followup.LearningRecords;
using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Alarms;

public sealed class DueFunction(
    Inviting inviting, Reminding reminding, Closing closing, RecordSending records, MessageReading reading, MessageSettling settling)
{
    private const string Queue = "due";

    [Function("due")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        if (await reading.ReadAsync(Queue, message, DueAlarm.Decode, actions, ct) is not { } due) return;
        using var span = FollowupTraces.Start($"mailing {due.Step.ToString().ToLowerInvariant()}", ActivityKind.Consumer);
        span?.SetTag("followup.mailing", due.Mailing);
        await (due.Step switch
        {
            DueStep.Invite => inviting.InviteAsync(due.Key, ct),
            DueStep.Remind => reminding.RemindAsync(due.Key, due.Number, ct),
            DueStep.Close => CloseAsync(due.Key, ct),
            DueStep.Tell => records.SendAsync(due.Key, due.Number, ct),
            _ => throw new UnreachableException($"No step {due.Step}: reading a message refuses what it does not know."),
        });
        await settling.CompleteAsync(Queue, message, actions, ct);
    }

    /// <summary>
    /// Order: the mailing closes, then the alarm that tells a learning record store. A crash between: closing comes again, and finds
    /// nothing left.
    /// </summary>
    private async Task CloseAsync(MailingKey mailing, CancellationToken ct)
    {
        await closing.CloseAsync(mailing, ct);
        await records.ScheduleAsync(mailing, ct);
    }
}
