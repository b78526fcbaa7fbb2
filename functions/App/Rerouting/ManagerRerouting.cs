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
/// ones go from their table, and from the plan. A crash between leaves both managers asked, or an old one in the plan only, and the next
/// call goes on from there. A call too many finds nothing left to move.
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
            // of all managers: a wave that has moved already is the latest still, and none before it is asked again
            var asked = plan.Where(planned => planned.Key.Audience == Audience.Manager).Select(planned => planned.Wave).Distinct();
            var waves = planner.WavesToAsk(key, asked, manager);
            var old = Of(plan, oldManager).FindAll(planned => waves.Contains(planned.Wave));
            var open = (await ThereAsync(row, old, ct)).FindAll(IsToMove);

            foreach (var wave in open.Select(invitation => invitation.Wave))
            {
                if (Of(plan, manager.Key).Exists(planned => planned.Wave == wave)) continue;
                plan.Add(await planner.PlanManagerAsync(row, wave, manager, ct));
            }
            row.ManagerKey = manager.Key;
            row.OpenUntil = plan.Max(planned => planned.ClosesAt);
            if (!await TryWriteAsync(row, plan, ct)) continue;

            await scheduler.StoreInvitationsAsync([(row, Of(plan, manager.Key))], ct);
            foreach (var invitation in open) await tables.Invitations.DeleteIfUnchangedAsync(invitation, ct);
            if (await TryForgetAsync(key, old, ct)) return true;
        }
    }

    /// <summary>Takes out of the plan what is gone from the table of invitations.</summary>
    /// <returns>False where an old one was answered or mailed at this moment, or the row changed: then all is looked at again.</returns>
    private async Task<bool> TryForgetAsync(FollowupKey key, List<PlannedInvitation> old, CancellationToken ct)
    {
        // one that is not scheduled whole yet may have invitations that are still to be stored
        if (await FindAsync(key, ct) is not { State: FollowupState.Scheduled } row) return true;
        var there = await ThereAsync(row, old, ct);
        var plan = row.Planned().ToList();
        plan.RemoveAll(planned => old.Contains(planned) && !there.Exists(IsOf(planned)));
        return await TryWriteAsync(row, plan, ct) && !there.Exists(IsToMove);
    }

    private static bool IsToMove(InvitationRow invitation) => invitation.State != InvitationState.Answered;

    private static Predicate<InvitationRow> IsOf(PlannedInvitation planned) =>
        invitation => invitation.Mailing == planned.Key && invitation.Wave == planned.Wave;

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

    /// <summary>Those of the planned invitations that are in their table.</summary>
    private async Task<List<InvitationRow>> ThereAsync(FollowupRow row, List<PlannedInvitation> planned, CancellationToken ct)
    {
        List<InvitationRow> there = [];
        foreach (var key in planned.Select(one => one.ToRow(row)))
        {
            if (await tables.Invitations.FindAsync<InvitationRow>(key.PartitionKey, key.RowKey, ct) is { } found) there.Add(found);
        }
        return there;
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
