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

/// <summary>Alarms that ring, many at once: invitations together, the other steps each for itself.</summary>
public sealed class DueFunction(
    Inviting inviting, Reminding reminding, Closing closing, RecordSending records,
    MessageReading reading, BatchHandling handling, MessageSettling settling)
{
    private const string Queue = "due";

    [Function("due")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false, IsBatched = true)]
        ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var alarms = await reading.ReadAllAsync(Queue, messages, DueAlarm.Decode, actions, ct);
        var isInvitation = alarms.ToLookup(alarm => alarm.Content.Step == DueStep.Invite);

        var mailings = isInvitation[true].Select(alarm => alarm.Content.Key).Distinct();
        var notInvited = await handling.TogetherAsync(Queue, [.. mailings], inviting.InviteAsync, ct);
        await settling.SettleAllAsync(Queue, isInvitation[true], alarm => notInvited.Contains(alarm.Key), actions, ct);

        var others = isInvitation[false].Select(alarm => alarm.Content).Distinct();
        var failed = await handling.ApartAsync(Queue, [.. others], RunAsync, ct);
        await settling.SettleAllAsync(Queue, isInvitation[false], failed.Contains, actions, ct);
    }

    private async Task<bool> RunAsync(DueAlarm due, CancellationToken ct)
    {
        using var span = FollowupTraces.Start($"mailing {due.Step.ToString().ToLowerInvariant()}", ActivityKind.Consumer);
        span?.SetTag("followup.mailing", due.Mailing);
        await (due.Step switch
        {
            DueStep.Remind => reminding.RemindAsync(due.Key, due.Number, ct),
            DueStep.Close => CloseAsync(due.Key, ct),
            DueStep.Tell => records.SendAsync(due.Key, due.Number, ct),
            _ => throw new UnreachableException($"No step {due.Step}: reading a message refuses what it does not know."),
        });
        return true;
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
