using Azure;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Followup.Shared.Telemetry;
using Microsoft.Extensions.Logging;

namespace Followup.Followups;

/// <summary>
/// Turns a received completion into invitations and alarms. Order of writes: the plan into the follow-up's row, the invitations, the
/// alarms, the state <c>Scheduled</c>. A crash between any two costs nothing but the repeat of what follows it: the message comes again,
/// finds the plan made, and adds what is missing. An alarm set twice rings twice and finds nothing to do the second time.
/// </summary>
public sealed partial class FollowupScheduler(
    Tables tables, FollowupPlanner planner, InvitationStore invitations, Queues queues, ChangedMonths months,
    FollowupMetrics metrics, ILogger<FollowupScheduler> logger)
{
    public async Task ScheduleAsync(FollowupKey key, CancellationToken ct)
    {
        using var span = FollowupTraces.Start("followup schedule", key);
        await months.RequestCountAsync(key, ct);
        var row = await tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
        if (row is { State: FollowupState.Received, Plan: null }) row = await PlanAsync(row, ct);
        if (row is not { State: FollowupState.Received }) return; // erased, withdrawn or done

        await StoreInvitationsAsync(row, row.Planned(), ct);
        row.State = FollowupState.Scheduled;
        if (await TryUpdateAsync(row, ct)) metrics.Scheduled();
        Log.Scheduled(logger, key.ProgramId, key.Row, row.Planned().Count);
    }

    /// <summary>Stores invitations that are not there yet, and sets the alarms of their mailings.</summary>
    public async Task StoreInvitationsAsync(FollowupRow row, IReadOnlyCollection<PlannedInvitation> plan, CancellationToken ct)
    {
        await months.RequestCountAsync(row.Key, ct);
        List<MailingKey> mailings = [];
        foreach (var planned in plan)
        {
            var invitation = planned.ToRow(row);
            await tables.Invitations.TryAddAsync(invitation, ct);
            // a wave by the clock rings at a time of its own
            if (Wave.IsByTheClock(planned.Wave) || await invitations.IsFirstAsync(invitation, ct)) mailings.Add(planned.Key);
        }
        var alarms = plan
            .Where(planned => mailings.Contains(planned.Key))
            .Select(planned => DueAlarm.Encode(new(planned.Mailing, DueStep.Invite), planned.DueAt));
        await queues.Due.SendAllAsync(alarms, ct);
    }

    private async Task<FollowupRow?> PlanAsync(FollowupRow row, CancellationToken ct)
    {
        var plan = await planner.PlanAsync(row, ct);
        row.Plan = PlannedInvitation.Write(plan.Invitations);
        row.State = plan.WithdrawnBecause is null ? FollowupState.Received : FollowupState.Withdrawn;
        row.Reason = plan.WithdrawnBecause;
        if (plan.Invitations.Count > 0) row.OpenUntil = plan.Invitations.Max(planned => planned.ClosesAt);
        else row.OpenUntil = row.ReceivedAt;
        if (plan.WithdrawnBecause is { } reason) Log.Withdrawn(logger, row.Key.ProgramId, row.RowKey, reason);
        await TryUpdateAsync(row, ct);
        // read again: for the new ETag, or for the plan of whoever was first
        return await tables.Followups.FindAsync<FollowupRow>(row.PartitionKey, row.RowKey, ct);
    }

    /// <summary>A conflict means that the same message is handled twice at once: the other one's write stands.</summary>
    private async Task<bool> TryUpdateAsync(FollowupRow row, CancellationToken ct)
    {
        try
        {
            await tables.Followups.UpdateEntityAsync(row, row.ETag, cancellationToken: ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Follow-up {Program} {Followup} was scheduled with {Count} invitations.")]
        public static partial void Scheduled(ILogger logger, string program, string followup, int count);

        [LoggerMessage(2, LogLevel.Information, "Follow-up {Program} {Followup} was withdrawn: {Reason}")]
        public static partial void Withdrawn(ILogger logger, string program, string followup, string reason);
    }
}
