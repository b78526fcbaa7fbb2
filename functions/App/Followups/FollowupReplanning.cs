using Azure;
using Azure.Data.Tables;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Followups;

/// <summary>
/// Brings what is open of a follow-up to what people and program are by now: another manager, another place, other waves. Order: the new
/// invitations into the plan, then into their table, their alarms; then those they replace end, or go from their table and the plan. A
/// crash between leaves two managers asked, or an old one in the plan only, and the next call goes on from there. A call too many finds
/// nothing to do, and costs its reads.
/// </summary>
public sealed class FollowupReplanning(
    Tables tables, FollowupPlanner planner, ReplanMaking making, FollowupScheduler scheduler, InvitationStore invitations,
    WorklistStore worklist)
{
    /// <summary>Why an invitation of a former manager ends.</summary>
    public const string AnotherManager = "The learner has another manager by now.";

    /// <param name="toWavesInForce">Whether the waves become the program's of today; else they stay those of the completion.</param>
    /// <returns>The key of the manager who is asked by now; null for nobody, or where nothing of it is open any more.</returns>
    public async Task<string?> ReplanAsync(FollowupKey key, bool toWavesInForce, CancellationToken ct)
    {
        while (true)
        {
            // one that is not scheduled whole yet is planned by its own message; what comes due looks again
            if (await FindAsync(key, ct) is not { State: FollowupState.Scheduled } row) return null;
            var facts = await planner.FactsAsync([row], ct);
            if (facts.People.GetValueOrDefault(key.LearnerKey) is not { Active: true } learner) return null;

            var manager = facts.ManagerOf(learner);
            var asked = await AskedAsync(row, ct);
            var program = toWavesInForce ? facts.Programs.GetValueOrDefault(key.ProgramId)?.Definition : null;
            var replan = await making.MakeAsync(row, learner, manager, asked, program, ct);
            if (replan.New.Count > 0 && manager is not null && await IsStoppedAsync(key.LearnerKey, manager.Key, ct))
                replan = replan.WithoutTakingUp(manager.Key, asked);
            var isAsking = facts.Programs.GetValueOrDefault(key.ProgramId)?.Definition.IsAsking == true;
            if (replan.LacksManager && isAsking) await worklist.AddNobodyToAskAsync(key.LearnerKey, ct);
            foreach (var one in replan.GoingOn) await GoOnAsync(one.Row!, ct);
            if (replan.IsNone || await TryApplyAsync(row, manager, replan, ct)) return manager?.Key;
        }
    }

    /// <summary>Ends what has not been mailed yet: nobody is asked about this completion any more.</summary>
    /// <param name="reason">A sentence for HR.</param>
    public async Task EndWaitingAsync(FollowupKey key, string reason, CancellationToken ct)
    {
        if (await FindAsync(key, ct) is not { } row) return;
        foreach (var mailing in row.Planned().Select(planned => planned.Key).Distinct())
        {
            await invitations.ChangeAsync(
                mailing,
                invitation => invitation.Followup == key && (invitation.State == InvitationState.Scheduled || invitation.MayBeTakenUp),
                invitation => invitation.End(InvitationState.Withdrawn, reason),
                ct);
        }
    }

    /// <summary>Takes up what was ended for such a reason, as far as its time to answer still runs.</summary>
    public async Task ResumeAsync(FollowupKey key, Predicate<string?> isSuch, CancellationToken ct)
    {
        if (await FindAsync(key, ct) is not { } row) return;
        foreach (var mailing in row.Planned().Select(planned => planned.Key).Distinct())
        {
            await invitations.ChangeAsync(
                mailing,
                invitation => invitation is { IsOver: true, SentAt: null } && invitation.Followup == key && isSuch(invitation.Reason),
                invitation => invitation.End(InvitationState.Withdrawn, invitation.Reason, isMendable: true),
                ct);
        }
        await ReplanAsync(key, toWavesInForce: false, ct);
    }

    /// <returns>False where another handler came between: then all is looked at again.</returns>
    private async Task<bool> TryApplyAsync(FollowupRow row, PersonRow? manager, Replan replan, CancellationToken ct)
    {
        var plan = row.Planned().ToList();
        // of one key the newer: it is the same invitation at another time
        plan.RemoveAll(planned => replan.New.Any(one => IsSame(one, planned)));
        plan.AddRange(replan.New);
        row.ManagerKey = manager?.Key ?? row.ManagerKey;
        row.OpenUntil = plan.Max(planned => planned.ClosesAt);
        if (!await TryWriteAsync(row, plan, ct)) return false;

        await TakeUpAsync(row, replan, ct);
        await scheduler.StoreInvitationsAsync([(row, replan.New)], ct, isReplan: true);
        foreach (var left in replan.Ending.Select(asked => asked.Row!)) await LeaveAsync(left, ct);
        foreach (var gone in replan.Dropped.Select(asked => asked.Row).OfType<InvitationRow>())
            await tables.Invitations.DeleteIfUnchangedAsync(gone, ct);
        return await TryForgetAsync(row.Key, replan.Dropped, ct);
    }

    /// <summary>Invitations that are there already under the same key, at another time or ended for a reason that is no more.</summary>
    private async Task TakeUpAsync(FollowupRow followup, Replan replan, CancellationToken ct)
    {
        foreach (var planned in replan.New)
        {
            var wanted = planned.ToRow(followup);
            await invitations.ChangeAsync(
                planned.Key,
                row => row.RowKey == wanted.RowKey && (row.MayBeTakenUp || row.IsNew && row.DueAt != wanted.DueAt),
                row => row.TakeUp(wanted.DueAt, wanted.ClosesAt),
                ct);
        }
    }

    /// <summary>Takes out of the plan what is gone from the table of invitations.</summary>
    /// <returns>False where one of them was answered or mailed at this moment, or the follow-up changed.</returns>
    private async Task<bool> TryForgetAsync(FollowupKey key, IReadOnlyList<Asked> dropped, CancellationToken ct)
    {
        if (dropped.Count == 0 || await FindAsync(key, ct) is not { State: FollowupState.Scheduled } row) return true;
        var there = await AskedAsync(row, ct);
        var gone = dropped.Where(one => !there.Exists(asked => IsSame(asked.Planned, one.Planned) && asked.Row is not null)).ToList();
        var plan = row.Planned().Where(planned => !gone.Exists(one => IsSame(one.Planned, planned))).ToList();
        return await TryWriteAsync(row, plan, ct) && gone.Count == dropped.Count;
    }

    private Task LeaveAsync(InvitationRow mailed, CancellationToken ct) => invitations.ChangeAsync(
        mailed.Mailing,
        row => row.RowKey == mailed.RowKey && row.AwaitsAnswer,
        row => row.End(InvitationState.Withdrawn, AnotherManager, isMendable: true),
        ct);

    private Task GoOnAsync(InvitationRow ended, CancellationToken ct) =>
        invitations.ChangeAsync(ended.Mailing, row => row.RowKey == ended.RowKey && row.MayGoOn, row => row.Resume(), ct);

    private async Task<bool> IsStoppedAsync(string learnerKey, string managerKey, CancellationToken ct) =>
        await worklist.AboutAsync(learnerKey, ct).AnyAsync(entry => entry.Stops(managerKey), ct);

    private static bool IsSame(PlannedInvitation one, PlannedInvitation other) => one.Mailing == other.Mailing && one.Wave == other.Wave;

    private Task<FollowupRow?> FindAsync(FollowupKey key, CancellationToken ct) =>
        tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);

    private async Task<List<Asked>> AskedAsync(FollowupRow row, CancellationToken ct)
    {
        List<Asked> asked = [];
        foreach (var planned in row.Planned())
        {
            var key = planned.ToRow(row);
            asked.Add(new(planned, await tables.Invitations.FindAsync<InvitationRow>(key.PartitionKey, key.RowKey, ct)));
        }
        return asked;
    }

    /// <returns>False where another handler has changed the row meanwhile.</returns>
    private async Task<bool> TryWriteAsync(FollowupRow row, IReadOnlyList<PlannedInvitation> plan, CancellationToken ct)
    {
        row.Plan = PlannedInvitation.Write(plan);
        try
        {
            await tables.Followups.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }
}
