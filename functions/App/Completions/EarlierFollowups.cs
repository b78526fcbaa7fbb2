using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Completions;

/// <summary>
/// Ends what waits of a follow-up whose learner trained again. Order: a row that nobody has planned is withdrawn, or the invitations end
/// that nobody has tried to send. Twice does no harm. One that another request is taking in right now, and has not stored, is stored here
/// as history, so that the other finds it so. Of one that is being planned at that very moment invitations may be stored after this:
/// whoever stores them finds the row changed, looks at it again, and ends them.
/// </summary>
public sealed class EarlierFollowups(Tables tables, FollowupReplanning replanning, Queues queues, ChangedMonths months)
{
    /// <param name="history">As it is to be where it is not there.</param>
    public async Task EndAsync(FollowupRow history, CancellationToken ct)
    {
        var (key, reason) = (history.Key, history.Reason!);
        while (true)
        {
            var row = await tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
            if (row is { State: not FollowupState.Received }) break;
            await months.RequestCountAsync(key, ct);
            if (row is null)
            {
                if (await tables.Followups.TryAddAsync(history, ct)) return;
                continue;
            }
            (row.State, row.Reason) = (FollowupState.Withdrawn, reason);
            if (await tables.Followups.UpdateUnchangedAsync<FollowupRow>([[row]], ct) is []) break;
        }
        await replanning.EndWaitingAsync(key, reason, ct);
    }

    /// <summary>
    /// The later completion is withdrawn: what ended because of it goes on. Order: the row, then the message that has it planned. A crash
    /// between leaves it <c>Received</c>, until the same is withdrawn again.
    /// </summary>
    /// <remarks>Whichever completion it ended for: that one may have been withdrawn before.</remarks>
    public async Task ResumeAsync(FollowupKey key, CancellationToken ct)
    {
        while (true)
        {
            var row = await tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
            if (row is { State: FollowupState.Withdrawn } && SameCompletion.IsTrainedAgain(row.Reason))
            {
                await months.RequestCountAsync(key, ct);
                (row.State, row.Reason, row.Plan) = (FollowupState.Received, null, null);
                if (await tables.Followups.UpdateUnchangedAsync<FollowupRow>([[row]], ct) is not []) continue;
            }
            if (row is { State: FollowupState.Received }) await queues.Completions.SendMessageAsync(CompletionReceived.Encode(key), ct);
            else await replanning.ResumeAsync(key, SameCompletion.IsTrainedAgain, ct);
            return;
        }
    }
}
