using Azure.Data.Tables;
using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>
/// Rings again for what its alarm did not: messages lost with a queue, dead-lettered after an outage, or never sent because of a crash. An hour of
/// grace keeps it off what is merely busy. It reads what is open of the days from now back to those that closed three days ago: one key range.
/// </summary>
public sealed partial class SweepFunction(Tables tables, Queues queues, TimeProvider time, ILogger<SweepFunction> logger)
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    [Function("sweep")]
    public async Task RunAsync([TimerTrigger("0 45 5,11,17,23 * * *")] TimerInfo timer, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = now.ToInstant().InUtc().Date;
        var (first, last) = (LocalDateText.Iso(today.PlusDays(-DueDay.OpenDays - 4)), LocalDateText.Iso(today.PlusDays(1)));
        HashSet<DueAlarm> alarms = [];
        await foreach (var row in tables.Invitations.QueryAsync<InvitationRow>(
            TableClient.CreateQueryFilter(
                $"PartitionKey ge {first} and PartitionKey le {last} and State ne {nameof(InvitationState.Answered)} and State ne {nameof(InvitationState.Closed)}"),
            cancellationToken: ct))
            if (Missed(row, now) is { } step) alarms.Add(new(row.Mailing.ToString(), step));
        if (alarms.Count == 0) return;

        Log.Missed(logger, alarms.Count);
        await queues.Due.SendAllAsync(alarms.Select(due => DueAlarm.Encode(due, now)), ct);
    }

    private static DueStep? Missed(InvitationRow row, DateTimeOffset now) => row.State switch
    {
        InvitationState.Scheduled or InvitationState.Sending or InvitationState.Unknown or InvitationState.Sent or InvitationState.Delivered
            when row.ClosesAt + Grace < now => DueStep.Close,
        InvitationState.Scheduled when (row.NotBefore ?? row.DueAt) + Grace < now => DueStep.Invite,
        InvitationState.Sending or InvitationState.Unknown when row.Resends < Inviting.MostResends && row.ClaimedAt + Inviting.SettleAfter + Grace < now => DueStep.Invite,
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep found {Count} mailings whose alarm had not rung.")]
        public static partial void Missed(ILogger logger, int count);
    }
}
