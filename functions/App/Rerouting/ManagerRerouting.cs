using Azure;
using Azure.Data.Tables;
using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Rerouting;

/// <summary>
/// A follow-up changes its manager: what that manager has not answered moves to the new one; of the waves whose day has come only the latest, the others stay as
/// they ended. Order: the new invitations into the plan, then into their table, their alarms; then the old ones go from their table, and from the plan. A crash between leaves both managers asked, and the next call goes on from there.
/// </summary>
public sealed class ManagerRerouting(Tables tables, PersonStore people, FollowupPlanner planner, FollowupScheduler scheduler)
{
    /// <summary>Whether there is another manager by now, who is asked instead.</summary>
    public async Task<bool> MoveAsync(FollowupKey key, string oldManager, CancellationToken ct)
    {
        while (true)
        {
            var row = await tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
            if (row is null || await NewManagerAsync(key, oldManager, ct) is not { } manager) return false;

            var plan = row.Planned().ToList();
            var old = plan.FindAll(planned => planned.Key.Audience == Audience.Manager && planned.Key.RecipientKey == oldManager);
            var waves = planner.WavesToAsk(key, old.Select(planned => planned.Wave), manager);
            var open = new List<InvitationRow>();
            foreach (var planned in old.Where(planned => waves.Contains(planned.Wave)))
            {
                if (await InvitationAsync(row, planned, ct) is not { State: not InvitationState.Answered } invitation) continue;
                open.Add(invitation);
                if (!plan.Exists(other => other.Wave == planned.Wave && other.Key.RecipientKey == manager.Key))
                    plan.Add(await planner.PlanManagerAsync(row, planned.Wave, manager, ct));
            }
            row.ManagerKey = manager.Key;
            row.OpenUntil = plan.Max(planned => planned.ClosesAt);
            if (!await WriteAsync(row, plan, ct)) continue;

            await scheduler.InviteAsync(row, plan.FindAll(planned => planned.Key.Audience == Audience.Manager && planned.Key.RecipientKey == manager.Key), ct);
            foreach (var invitation in open)
            {
                var gone = await tables.Invitations.DeleteIfUnchangedAsync(invitation, ct);
                if (gone) plan.RemoveAll(planned => planned.Key == invitation.Mailing && planned.Wave == invitation.Wave);
            }
            row = await tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
            // an old one that was answered or mailed at this moment is looked at again
            if (row is null || (await WriteAsync(row, plan, ct) && !await IsOpenAsync(row, old, waves, ct))) return true;
        }
    }

    private async Task<PersonRow?> NewManagerAsync(FollowupKey key, string oldManager, CancellationToken ct) =>
        await people.FindAsync(key.LearnerKey, ct) is { Active: true, ManagerKey: { } manager } && manager != oldManager && manager != key.LearnerKey
        && await people.FindAsync(manager, ct) is { Active: true } found ? found : null;

    private async Task<bool> IsOpenAsync(FollowupRow row, List<PlannedInvitation> old, IReadOnlyList<string> waves, CancellationToken ct)
    {
        foreach (var planned in old.Where(planned => waves.Contains(planned.Wave)))
            if (await InvitationAsync(row, planned, ct) is { State: not InvitationState.Answered }) return true;
        return false;
    }

    private Task<InvitationRow?> InvitationAsync(FollowupRow row, PlannedInvitation planned, CancellationToken ct)
    {
        var key = planned.ToRow(row);
        return tables.Invitations.FindAsync<InvitationRow>(key.PartitionKey, key.RowKey, ct);
    }

    /// <summary>Whether nobody came between.</summary>
    private async Task<bool> WriteAsync(FollowupRow row, List<PlannedInvitation> plan, CancellationToken ct)
    {
        row.Plan = PlannedInvitation.Write(plan);
        try
        {
            await tables.Followups.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }
}
