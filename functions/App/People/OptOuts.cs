using Azure.Data.Tables;
using Followup.Shared.Storage;

namespace Followup.People;

/// <summary>What a person wants no mails about.</summary>
public sealed record OptedOut(bool OfAll, IReadOnlySet<string> Programs)
{
    public bool Covers(string programId) => OfAll || Programs.Contains(programId);
}

/// <summary>
/// Opt-outs: in the person's partition of <c>people</c> a row <c>stop</c> for all mails, and <c>stop|{program}</c> for those about one
/// program. Beside the person's own row, so that an import does not undo them.
/// </summary>
public sealed class OptOuts(Tables tables)
{
    private const string All = "stop";

    public async Task<OptedOut> OfAsync(string personKey, CancellationToken ct)
    {
        var keys = await tables.People.RangeAsync<TableEntity>(personKey, All, ct).Select(row => row.RowKey).ToListAsync(ct);
        var programs = keys.Where(key => key != All).Select(key => key[(All.Length + 1)..]);
        return new(keys.Contains(All), programs.ToHashSet());
    }

    /// <param name="programId">Null for all mails.</param>
    public Task AddAsync(string personKey, string? programId, CancellationToken ct)
    {
        var rowKey = programId is null ? All : $"{All}|{programId}";
        return tables.People.TryAddAsync(new TableEntity(personKey, rowKey), ct);
    }

    public async Task RemoveAllAsync(string personKey, CancellationToken ct)
    {
        await foreach (var row in tables.People.RangeAsync<TableEntity>(personKey, All, ct))
            await tables.People.DeleteEntityAsync(row, cancellationToken: ct);
    }
}
