using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.Benchmarks.Peers;
using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Benchmarks.Floors;

/// <summary>
/// The fewest calls by which completions are taken in and planned: those of <see cref="IntakeFloor"/>; one read of each follow-up; of a
/// hundred together a transaction with their plans, one that inserts the invitations, one send of the alarms, a transaction with their
/// states; and each message settled.
/// </summary>
internal static class ScheduleFloor
{
    public static Task RunAsync(RawSystem raw, IReadOnlyCollection<Recipient> learners, CancellationToken ct) => Task.WhenAll(
        IntakeFloor.CompleteAsync(raw, learners, ct),
        raw.ReceiveAsync("completions", learners.Count, (receiver, messages) => PlanAsync(raw, receiver, messages, ct), ct));

    private static async Task PlanAsync(
        RawSystem raw, ServiceBusReceiver receiver, IReadOnlyList<ServiceBusReceivedMessage> messages, CancellationToken ct)
    {
        var keys = messages.Select(message => CompletionReceived.Decode(message).Key);
        var rows = await raw.CallForEachAsync(
            keys,
            async key => (await raw.Tables.Followups.GetEntityAsync<FollowupRow>(key.Partition, key.Row, cancellationToken: ct)).Value,
            ct);
        foreach (var row in rows) row.Plan = PlannedInvitation.Write([PlanOf(row.Key)]);
        await raw.WriteAsync(raw.Tables.Followups, TableTransactionActionType.UpdateReplace, rows, ct);

        var invitations = rows.Select(row => PlanOf(row.Key).ToRow(row));
        await raw.WriteAsync(raw.Tables.Invitations, TableTransactionActionType.Add, invitations, ct);
        var alarms = rows.Select(row => PlanOf(row.Key))
            .Select(planned => DueAlarm.Encode(new(planned.Mailing, DueStep.Invite), planned.DueAt));
        await raw.CallAsync(() => raw.Due.SendMessagesAsync(alarms, ct), ct);

        foreach (var row in rows) row.State = FollowupState.Scheduled;
        await raw.WriteAsync(raw.Tables.Followups, TableTransactionActionType.UpdateReplace, rows, ct);
        await raw.CallForEachAsync(messages, message => receiver.CompleteMessageAsync(message, ct), ct);
    }

    private static PlannedInvitation PlanOf(FollowupKey key)
    {
        var day = key.CompletedOn.PlusDays(42);
        var dueAt = day.At(new LocalTime(9, 0)).InUtc().ToDateTimeOffset();
        return new(new MailingKey(day, Audience.Learner, key.LearnerKey).ToString(), "P42D", dueAt, dueAt.AddDays(14));
    }
}
