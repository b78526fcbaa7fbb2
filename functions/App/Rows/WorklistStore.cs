using Azure;
using Azure.Data.Tables;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Rows;

/// <summary>
/// Table <c>worklist</c>: what waits for a person at HR. While an entry stands, managers are not asked what it is about.
/// </summary>
public sealed class WorklistStore(Tables tables, TimeProvider time)
{
    /// <summary>All entries, with those that HR has dismissed for good.</summary>
    public IAsyncEnumerable<WorklistRow> AllAsync(CancellationToken ct) =>
        tables.Worklist.RangeAsync<WorklistRow>(WorklistRow.Open, "", ct);

    /// <summary>What waits for a person.</summary>
    public IAsyncEnumerable<WorklistRow> WaitingAsync(CancellationToken ct) => AllAsync(ct).Where(row => !row.IsDismissed);

    public IAsyncEnumerable<WorklistRow> AboutAsync(string learnerKey, CancellationToken ct) =>
        tables.Worklist.RangeAsync<WorklistRow>(WorklistRow.Open, $"{learnerKey}|", ct);

    /// <summary>All about any of these learners, in one walk of what is open.</summary>
    public ValueTask<List<WorklistRow>> AboutAllAsync(IReadOnlySet<string> learnerKeys, CancellationToken ct) =>
        AllAsync(ct).Where(row => learnerKeys.Contains(row.LearnerKey)).ToListAsync(ct);

    /// <summary>Saying the same of the same follow-up again changes nothing.</summary>
    /// <param name="saidBy">The manager's key.</param>
    public Task AddAsync(WorklistKind kind, FollowupKey followup, string saidBy, CancellationToken ct)
    {
        var row = new WorklistRow
        {
            RowKey = $"{followup.LearnerKey}|{Wire.NameOf(kind)}|{followup}",
            Kind = kind,
            FollowupPartition = followup.Partition,
            FollowupRow = followup.Row,
            SaidBy = saidBy,
            SaidAt = time.GetUtcNow(),
        };
        return tables.Worklist.TryAddAsync(row, ct);
    }

    /// <summary>There is nobody to ask about this learner. Saying it again changes nothing, also where HR has dismissed it.</summary>
    /// <returns>Whether that is new.</returns>
    public Task<bool> AddNobodyToAskAsync(string learnerKey, CancellationToken ct)
    {
        var row = new WorklistRow
        {
            RowKey = $"{learnerKey}|{Wire.NameOf(WorklistKind.NobodyToAsk)}|",
            Kind = WorklistKind.NobodyToAsk,
            SaidAt = time.GetUtcNow(),
        };
        return tables.Worklist.TryAddAsync(row, ct);
    }

    public Task RemoveAsync(WorklistRow row, CancellationToken ct) =>
        tables.Worklist.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, ct);

    /// <summary>
    /// The managers erred: what they said about the person goes, and they are asked again from the next wave or program on. That there is
    /// nobody to ask is as it should be: it is not said again, until somebody is named.
    /// </summary>
    /// <param name="id">See <see cref="WorklistRow.Id"/>.</param>
    /// <returns>Whether anything stood.</returns>
    public async Task<bool> DismissAsync(string id, CancellationToken ct)
    {
        var rows = await AboutAsync(id.Split('-')[0], ct).Where(row => row.Id == id && !row.IsDismissed).ToListAsync(ct);
        foreach (var row in rows)
        {
            if (row.Kind != WorklistKind.NobodyToAsk)
            {
                await RemoveAsync(row, ct);
                continue;
            }
            row.IsDismissed = true;
            await tables.Worklist.UpsertEntityAsync(row, TableUpdateMode.Replace, ct);
        }
        return rows.Count > 0;
    }
}
