using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Completions;

/// <summary>
/// Ends what waits of a follow-up whose learner trained again. Order: a row that nobody has planned is withdrawn, or the invitations end
/// that nobody has tried to send. Twice does no harm. Of one that is being planned at that very moment invitations may be stored after
/// this: whoever stores them finds the row changed, looks at it again, and ends them.
/// </summary>
public sealed class EarlierFollowups(Tables tables, FollowupReplanning replanning, ChangedMonths months)
{
    public async Task EndAsync(FollowupKey earlier, string reason, CancellationToken ct)
    {
        while (await tables.Followups.FindAsync<FollowupRow>(earlier.Partition, earlier.Row, ct) is { State: FollowupState.Received } row)
        {
            await months.RequestCountAsync(earlier, ct);
            (row.State, row.Reason) = (FollowupState.Withdrawn, reason);
            if (await tables.Followups.UpdateUnchangedAsync<FollowupRow>([[row]], ct) is []) break;
        }
        await replanning.EndWaitingAsync(earlier, reason, ct);
    }
}
