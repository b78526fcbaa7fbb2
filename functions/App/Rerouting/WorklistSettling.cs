using Followup.People;
using Followup.Rows;
using Followup.Shared.Storage;

namespace Followup.Rerouting;

/// <summary>
/// Takes off the worklist what the people import has mended: the person is not active any more, or has another manager, who is asked then.
/// Order: the new manager is asked, then the entry goes. A crash between asks nobody twice: the next time finds it done.
/// </summary>
public sealed class WorklistSettling(WorklistStore worklist, Tables tables, PersonStore people, ManagerRerouting rerouting)
{
    public async Task SettleAsync(CancellationToken ct)
    {
        await foreach (var row in worklist.AllAsync(ct))
        {
            if (await IsSettledAsync(row, ct)) await worklist.RemoveAsync(row, ct);
        }
    }

    private async Task<bool> IsSettledAsync(WorklistRow row, CancellationToken ct) =>
        await people.FindAsync(row.Followup.LearnerKey, ct) is not { Active: true }
        || await tables.Followups.FindAsync<FollowupRow>(row.FollowupPartition, row.FollowupRow, ct) is null
        || (row.Kind == WorklistKind.NotMyReport && await rerouting.MoveAsync(row.Followup, row.SaidBy, ct));
}
