using Azure;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Followups;

/// <summary>
/// Table <c>worklist</c>: what waits for a person. An entry goes when the people import has mended it, and what hung on it goes on by itself; or when HR says that the
/// manager erred. While it stands, managers are not asked what it is about: see <see cref="Followup.Invitations.NotAskedAnyMore"/>.
/// </summary>
public sealed class Worklist(Tables tables, PersonStore people, Rerouting rerouting, TimeProvider time)
{
    public Task AddAsync(WorklistKind kind, FollowupKey followup, string saidBy, CancellationToken ct) => tables.Worklist.TryAddAsync(
        new WorklistRow
        {
            RowKey = $"{followup.LearnerKey}|{Wire.NameOf(kind)}|{followup}",
            Kind = kind,
            FollowupPartition = followup.Partition,
            FollowupRow = followup.Row,
            SaidBy = saidBy,
            SaidAt = time.GetUtcNow(),
        }, ct);

    public IAsyncEnumerable<WorklistRow> AllAsync(CancellationToken ct) => tables.Worklist.RangeAsync<WorklistRow>(WorklistRow.Open, "", ct);

    public IAsyncEnumerable<WorklistRow> AboutAsync(string learnerKey, CancellationToken ct) => tables.Worklist.RangeAsync<WorklistRow>(WorklistRow.Open, $"{learnerKey}|", ct);

    /// <summary>Why an invitation ended that such an entry is about.</summary>
    public static string ReasonOf(WorklistKind kind) => kind == WorklistKind.HasLeft
        ? "The manager says that the person has left."
        : "The manager says that this is not their report any more.";

    /// <summary>The managers erred: what stands about the person goes, and they are asked again from the next wave or program on. Whether there was anything.</summary>
    public async Task<bool> DismissAsync(string learnerKey, CancellationToken ct)
    {
        var rows = await AboutAsync(learnerKey, ct).ToListAsync(ct);
        foreach (var row in rows) await tables.Worklist.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, ct);
        return rows.Count > 0;
    }

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
