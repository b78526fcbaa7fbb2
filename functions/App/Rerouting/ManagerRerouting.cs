using Azure;
using Azure.Data.Tables;
using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Rerouting;

/// <summary>
/// A follow-up changes its manager: what the old one has not answered moves to the new one; of the waves whose day has come only the
/// latest, the others stay as they ended. Order: the new invitations into the plan, then into their table, their alarms; then the old
/// ones go from their table, and from the plan. A crash between leaves both managers asked, and the next call goes on from there.
/// </summary>
public sealed class ManagerRerouting(Tables tables, PersonStore people, FollowupPlanner planner, FollowupScheduler scheduler)
{
    /// <summary>Whether there is another manager by now, who is asked instead.</summary>
    public async Task<bool> MoveAsync(FollowupKey key, string oldManager, CancellationToken ct)
    {
        while (true)
        {
            if (await FindAsync(key, ct) is not { } row) return false;
            if (await NewManagerAsync(key, oldManager, ct) is not { } manager) return false;

            var plan = row.Planned().ToList();
            var waves = planner.WavesToAsk(key, Of(plan, oldManager).Select(planned => planned.Wave), manager);
            var old = Of(plan, oldManager).FindAll(planned => waves.Contains(planned.Wave));
            var open = await OpenAsync(row, old, ct);

            foreach (var wave in open.Select(invitation => invitation.Wave))
            {
                if (Of(plan, manager.Key).Exists(planned => planned.Wave == wave)) continue;
                plan.Add(await planner.PlanManagerAsync(row, wave, manager, ct));
            }
            row.ManagerKey = manager.Key;
            row.OpenUntil = plan.Max(planned => planned.ClosesAt);
            if (!await TryWriteAsync(row, plan, ct)) continue;

            await scheduler.StoreInvitationsAsync(row, Of(plan, manager.Key), ct);
            foreach (var invitation in open)
            {
                var isGone = await tables.Invitations.DeleteIfUnchangedAsync(invitation, ct);
                if (isGone) plan.RemoveAll(planned => planned.Key == invitation.Mailing && planned.Wave == invitation.Wave);
            }
            if (await FindAsync(key, ct) is not { } moved) return true;
            // an old one that was answered or mailed at this moment is looked at again
            if (await TryWriteAsync(moved, plan, ct) && (await OpenAsync(moved, old, ct)).Count == 0) return true;
        }
    }

    private Task<FollowupRow?> FindAsync(FollowupKey key, CancellationToken ct) =>
        tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);

    /// <summary>What a manager is planned to be asked.</summary>
    private static List<PlannedInvitation> Of(List<PlannedInvitation> plan, string manager) =>
        plan.FindAll(planned => planned.Key.Audience == Audience.Manager && planned.Key.RecipientKey == manager);

    /// <summary>Null where the people list names nobody else, or nobody who can be asked.</summary>
    private async Task<PersonRow?> NewManagerAsync(FollowupKey key, string oldManager, CancellationToken ct)
    {
        var learner = await people.FindAsync(key.LearnerKey, ct);
        if (learner is not { Active: true, ManagerKey: { } manager }) return null;
        if (manager == oldManager || manager == key.LearnerKey) return null;
        return await people.FindAsync(manager, ct) is { Active: true } found ? found : null;
    }

    /// <summary>Those of the planned invitations that are there, and not answered.</summary>
    private async Task<List<InvitationRow>> OpenAsync(FollowupRow row, List<PlannedInvitation> planned, CancellationToken ct)
    {
        List<InvitationRow> open = [];
        foreach (var key in planned.Select(one => one.ToRow(row)))
        {
            var invitation = await tables.Invitations.FindAsync<InvitationRow>(key.PartitionKey, key.RowKey, ct);
            if (invitation is { State: not InvitationState.Answered }) open.Add(invitation);
        }
        return open;
    }

    /// <returns>False where another handler has changed the row meanwhile.</returns>
    private async Task<bool> TryWriteAsync(FollowupRow row, List<PlannedInvitation> plan, CancellationToken ct)
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
