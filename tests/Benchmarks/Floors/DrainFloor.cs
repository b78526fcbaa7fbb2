using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.Benchmarks.Peers;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime.Extensions;

namespace Followup.Benchmarks.Floors;

/// <summary>
/// The fewest calls by which mailings that are due go out: one read of each one's rows and one of its recipient's partition, one insert of
/// the claim on the recipient's day, one call of the mail provider; transactions of a hundred rows that claim and mark them, a hundred
/// mailings' three alarms in one send; and each message settled.
/// </summary>
internal static class DrainFloor
{
    /// <summary>Stores invitations of a round, and lets their alarms wait to be received.</summary>
    public static async Task MakeDueAsync(RawSystem raw, PeerSetup setup, int round, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var learners = setup.Learners(round);
        List<InvitationRow> rows =
        [
            .. learners.Select(learner => RowOf(Audience.Learner, learner.Id, learner.Id, round)),
            .. learners.Where(learner => learner.ManagerId != "")
                .Select(learner => RowOf(Audience.Manager, learner.ManagerId, learner.Id, round)),
        ];
        await raw.WriteAsync(raw.Tables.Invitations, TableTransactionActionType.Add, rows, ct);
        var alarms = rows.Select(row => row.Mailing.ToString()).Distinct()
            .Select(mailing => DueAlarm.Encode(new(mailing, DueStep.Invite), now.AddMinutes(-1)));
        foreach (var hundred in alarms.Chunk(100)) await raw.Due.SendMessagesAsync(hundred, ct);
    }

    public static Task RunAsync(RawSystem raw, int mailings, CancellationToken ct) =>
        raw.ReceiveAsync("due", mailings, (receiver, messages) => SendAsync(raw, receiver, messages, ct), ct);

    private static async Task SendAsync(
        RawSystem raw, ServiceBusReceiver receiver, IReadOnlyList<ServiceBusReceivedMessage> messages, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        List<MailingKey> keys = [.. messages.Select(message => DueAlarm.Decode(message).Key)];
        var read = await raw.CallForEachAsync(keys, key => RowsAsync(raw, key, ct), ct);
        var recipients = await raw.CallForEachAsync(keys, key => IntakeFloor.PersonAsync(raw, key.RecipientKey, ct), ct);

        List<InvitationRow> rows = [.. read.SelectMany(mailing => mailing)];
        await raw.CallAsync(() => raw.Due.SendMessagesAsync(keys.SelectMany(key => Following(key, now)), ct), ct);
        foreach (var row in rows) row.Claim("floor", now);
        await raw.WriteAsync(raw.Tables.Invitations, TableTransactionActionType.UpdateReplace, rows, ct);
        await raw.CallForEachAsync(keys, key => raw.Tables.People.AddEntityAsync(DayOf(key), ct), ct);
        await raw.CallForEachAsync(recipients, recipient => PeerMail.SendAsync(recipient.Person!.Email), ct);

        foreach (var row in rows) row.MarkSent(now, "floor");
        await raw.WriteAsync(raw.Tables.Invitations, TableTransactionActionType.UpdateReplace, rows, ct);
        await raw.CallForEachAsync(messages, message => receiver.CompleteMessageAsync(message, ct), ct);
    }

    private static async Task<IReadOnlyList<InvitationRow>> RowsAsync(RawSystem raw, MailingKey key, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {key.Partition} and RowKey ge {key.RowPrefix} and RowKey lt {key.RowPrefix + "~"}");
        return await raw.Tables.Invitations.QueryAsync<InvitationRow>(filter, cancellationToken: ct).ToListAsync(ct);
    }

    /// <summary>Two reminders and the closing.</summary>
    private static IEnumerable<ServiceBusMessage> Following(MailingKey key, DateTimeOffset now) =>
    [
        DueAlarm.Encode(new(key.ToString(), DueStep.Remind, 1), now.AddDays(3)),
        DueAlarm.Encode(new(key.ToString(), DueStep.Remind, 2), now.AddDays(7)),
        DueAlarm.Encode(new(key.ToString(), DueStep.Close), now.AddDays(14)),
    ];

    private static TableEntity DayOf(MailingKey key) =>
        new(key.RecipientKey, $"mailed|{key.Audience.ToKey()}|invite") { ["On"] = key.Partition, ["Mailing"] = key.ToString() };

    /// <summary>A day for each round, as the product has it.</summary>
    private static InvitationRow RowOf(Audience audience, string recipient, string learner, int round)
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = now.ToInstant().InUtc().Date;
        var key = new MailingKey(today.PlusDays(-round), audience, PersonKey.Of(recipient));
        var planned = new PlannedInvitation(key.ToString(), "P42D", now, now.AddDays(14));
        return planned.ToRow(new FollowupRow
        {
            PartitionKey = $"ai-eval|{today.PlusDays(-42):uuuu-MM}",
            RowKey = $"{PersonKey.Of(learner)}|{today.PlusDays(-42):uuuuMMdd}",
        });
    }
}
