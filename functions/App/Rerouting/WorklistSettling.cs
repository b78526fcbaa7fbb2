using Followup.People;
using Followup.Rows;
using Followup.Shared.Storage;

namespace Followup.Rerouting;

/// <summary>
/// Takes off the worklist what has been mended: the person is not active any more, or has another manager by now, who is asked then; or the
/// follow-up that an entry is about is gone. Order: the new manager is asked, then the entry goes. A crash between asks nobody twice: the
/// next time finds the follow-up moved.
/// </summary>
public sealed class WorklistSettling(WorklistStore worklist, Tables tables, PersonStore people, ManagerRerouting rerouting)
{
    public async Task SettleAsync(CancellationToken ct)
    {
        await foreach (var row in worklist.AllAsync(ct))
        {
            if (await TrySettleAsync(row, ct)) await worklist.RemoveAsync(row, ct);
        }
    }

    /// <summary>Moves the follow-up to another manager where there is one by now.</summary>
    /// <returns>Whether nothing waits for HR any more.</returns>
    private async Task<bool> TrySettleAsync(WorklistRow row, CancellationToken ct)
    {
        if (await people.FindAsync(row.LearnerKey, ct) is not { Active: true }) return true;
        var followup = await tables.Followups.FindAsync<FollowupRow>(row.FollowupPartition, row.FollowupRow, ct);
        if (followup is null) return true;
        return row.Kind == WorklistKind.NotMyReport && await rerouting.MoveAsync(row.Followup, row.SaidBy, ct);
    }
}
