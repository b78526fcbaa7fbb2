using Azure.Data.Tables;
using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>
/// Rings again for what its alarm did not: messages lost with a queue, dead-lettered after an outage, or never sent because of a crash. An
/// hour of grace keeps it off what is merely busy. It reads what is open of the days from now back to those that closed three days ago: one
/// key range.
/// </summary>
public sealed partial class SweepFunction(Tables tables, Queues queues, TimeProvider time, ILogger<SweepFunction> logger)
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    [Function("sweep")]
    public async Task RunAsync([TimerTrigger("0 45 5,11,17,23 * * *")] TimerInfo timer, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = now.ToInstant().InUtc().Date;
        HashSet<DueAlarm> alarms = [];
        await foreach (var row in OpenAsync(today.PlusDays(-DueDay.OpenDays - 4), today.PlusDays(1), ct))
        {
            if (MissedStep(row, now) is { } step) alarms.Add(new(row.Mailing.ToString(), step));
        }
        if (alarms.Count == 0) return;

        Log.Missed(logger, alarms.Count);
        await queues.Due.SendAllAsync(alarms.Select(alarm => DueAlarm.Encode(alarm, now)), ct);
    }

    private IAsyncEnumerable<InvitationRow> OpenAsync(LocalDate from, LocalDate to, CancellationToken ct)
    {
        var (first, last) = (LocalDateText.Iso(from), LocalDateText.Iso(to));
        var (answered, closed) = (nameof(InvitationState.Answered), nameof(InvitationState.Closed));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey le {last} and State ne {answered} and State ne {closed}");
        return tables.Invitations.QueryAsync<InvitationRow>(filter, cancellationToken: ct);
    }

    private static DueStep? MissedStep(InvitationRow row, DateTimeOffset now)
    {
        if ((row.AwaitsAnswer || row.IsNotYetSent) && row.ClosesAt + Grace < now) return DueStep.Close;
        if (row.State == InvitationState.Scheduled && (row.NotBefore ?? row.DueAt) + Grace < now) return DueStep.Invite;
        if (row.MayBeResent && row.ClaimedAt + InvitationRow.SettleAfter + Grace < now) return DueStep.Invite;
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep found {Count} mailings whose alarm had not rung.")]
        public static partial void Missed(ILogger logger, int count);
    }
}
