using Azure;
using Azure.Data.Tables;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime.Text;

namespace Followup.Completions;

/// <summary>
/// At most one open follow-up of a program a learner. The row <c>open|{program}</c> in the learner's partition of table <c>people</c> names the day of its
/// completion. Order: the follow-up's row, then this one. Of two completions at once both store their row, one wins this one, and the other finds the
/// winner's row and takes its own back. A crash between leaves a row <c>Received</c> that nothing refers to, until it is sent again.
/// </summary>
public sealed class OpenFollowups(Tables tables, TimeProvider time)
{
    /// <summary>Stores the follow-up, or answers the one that stands in its way: of the same day, or still open.</summary>
    public async Task<FollowupRow?> TryOpenAsync(FollowupRow row, CancellationToken ct)
    {
        var isNew = await tables.Followups.TryAddAsync(row, ct);
        var same = isNew ? null : await FindAsync(row.Key, ct);
        if (same is not null and not { State: FollowupState.Received }) return same;

        if (await WinAsync(row.Key, ct) is not { } other) return same;
        if (isNew) await tables.Followups.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, ct);
        return other;
    }

    /// <summary>Names this follow-up the open one; answers the one that is, if there is one.</summary>
    private async Task<FollowupRow?> WinAsync(FollowupKey key, CancellationToken ct)
    {
        while (true)
        {
            var named = await tables.People.FindAsync<TableEntity>(key.LearnerKey, $"open|{key.ProgramId}", ct);
            if (named is not null)
            {
                var other = key with { CompletedOn = LocalDatePattern.Iso.Parse(named.GetString("CompletedOn")).GetValueOrThrow() };
                if (other == key) return null;
                if (await FindAsync(other, ct) is { } found && found.OpenUntil > time.GetUtcNow()) return found;
            }
            var entity = new TableEntity(key.LearnerKey, $"open|{key.ProgramId}") { ["CompletedOn"] = LocalDateText.Iso(key.CompletedOn) };
            try
            {
                if (named is null) await tables.People.AddEntityAsync(entity, ct);
                else await tables.People.UpdateEntityAsync(entity, named.ETag, TableUpdateMode.Replace, ct);
                return null;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // another completion came between: it is the open one now, or has ended already
            }
        }
    }

    private Task<FollowupRow?> FindAsync(FollowupKey key, CancellationToken ct) => tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
}
