using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Storage;

namespace Followup.Rerouting;

/// <summary>
/// Takes off the worklist what has been mended: the person is not active any more, or has another manager by now, who is asked then; or the
/// follow-up that an entry is about is gone. Order: the new manager is asked, then the entry goes. A crash between asks nobody twice: the
/// next time finds the follow-up moved.
/// </summary>
public sealed class WorklistSettling(
    WorklistStore worklist, Tables tables, PersonStore people, FollowupReplanning replanning, PersonMoving moving)
{
    private const int RowsAtOnce = 200;

    public async Task SettleAsync(CancellationToken ct)
    {
        await foreach (var rows in worklist.AllAsync(ct).Chunk(RowsAtOnce).WithCancellation(ct))
        {
            var isSettled = await rows.SelectAtOnceAsync(TrySettleAsync, ct);
            foreach (var row in rows.Where((_, i) => isSettled[i])) await worklist.RemoveAsync(row, ct);
        }
    }

    /// <summary>Moves what is open to another manager where there is one by now.</summary>
    /// <returns>Whether nothing waits for HR any more.</returns>
    private async Task<bool> TrySettleAsync(WorklistRow row, CancellationToken ct)
    {
        if (await people.FindAsync(row.LearnerKey, ct) is not { Active: true } learner) return true;
        if (row.Kind == WorklistKind.NobodyToAsk)
        {
            if (await people.ManagerOfAsync(learner, ct) is null) return false;
            await moving.MoveAsync(row.LearnerKey, ct);
            return true;
        }
        var followup = await tables.Followups.FindAsync<FollowupRow>(row.FollowupPartition, row.FollowupRow, ct);
        if (followup is null) return true;
        // who "has left" may have changed to another team: its manager is asked
        var manager = await replanning.ReplanAsync(row.Followup, toWavesInForce: false, ct);
        return manager is not null && manager != row.SaidBy;
    }
}
