using Azure;
using Followup.People;
using Followup.Shared;

namespace Followup.Followups;

/// <summary>Table <c>worklist</c>: what waits for a person. An entry goes when the people import has mended it, and what hung on it goes on by itself.</summary>
public sealed class Worklist(Tables tables, PersonStore people, Rerouting rerouting, TimeProvider time)
{
    public Task AddAsync(WorklistKind kind, FollowupKey followup, string saidBy, CancellationToken ct) => tables.Worklist.TryAddAsync(
        new WorklistRow
        {
            RowKey = $"{Wire.NameOf(kind)}|{followup}",
            Kind = kind,
            FollowupPartition = followup.Partition,
            FollowupRow = followup.Row,
            SaidBy = saidBy,
            SaidAt = time.GetUtcNow(),
        }, ct);

    public IAsyncEnumerable<WorklistRow> AllAsync(CancellationToken ct) => tables.Worklist.RangeAsync<WorklistRow>(WorklistRow.Open, "", ct);

    /// <summary>Order: the new manager is asked, then the entry goes. A crash between asks nobody twice: the next time finds it done.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        await foreach (var row in AllAsync(ct))
            if (await IsSettledAsync(row, ct)) await tables.Worklist.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, ct);
    }

    private async Task<bool> IsSettledAsync(WorklistRow row, CancellationToken ct) =>
        await people.FindAsync(row.Followup.LearnerKey, ct) is not { Active: true }
        || await tables.Followups.FindAsync<FollowupRow>(row.FollowupPartition, row.FollowupRow, ct) is null
        || (row.Kind == WorklistKind.NotMyReport && await rerouting.MoveAsync(row.Followup, row.SaidBy, ct));
}
