using Azure.Data.Tables;
using Followup.Shared.Storage;

namespace Followup.People;

/// <summary>What a person wants no mails about.</summary>
public sealed record OptedOut(bool OfAll, IReadOnlySet<string> Programs)
{
    private const string All = "stop";

    public bool Covers(string programId) => OfAll || Programs.Contains(programId);

    /// <param name="rowKeys">Of the person's partition; those of other rows are passed over.</param>
    public static OptedOut Of(IReadOnlyCollection<string> rowKeys)
    {
        var programs = rowKeys
            .Where(key => key.StartsWith($"{All}|", StringComparison.Ordinal))
            .Select(key => key[(All.Length + 1)..]);
        return new(rowKeys.Contains(All), programs.ToHashSet());
    }

    /// <summary>The row of an opt-out.</summary>
    /// <param name="programId">Null for all mails.</param>
    public static string RowKey(string? programId) => programId is null ? All : $"{All}|{programId}";
}

/// <summary>
/// Opt-outs: in the person's partition of <c>people</c> a row <c>stop</c> for all mails, and <c>stop|{program}</c> for those about one
/// program. Beside the person's own row, so that an import does not undo them.
/// </summary>
public sealed class OptOuts(Tables tables)
{
    public async Task<OptedOut> OfAsync(string personKey, CancellationToken ct) =>
        OptedOut.Of(await RowsAsync(personKey, ct).Select(row => row.RowKey).ToListAsync(ct));

    /// <param name="programId">Null for all mails.</param>
    public Task AddAsync(string personKey, string? programId, CancellationToken ct) =>
        tables.People.TryAddAsync(new TableEntity(personKey, OptedOut.RowKey(programId)), ct);

    public async Task RemoveAllAsync(string personKey, CancellationToken ct)
    {
        await foreach (var row in RowsAsync(personKey, ct)) await tables.People.DeleteEntityAsync(row, cancellationToken: ct);
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(string personKey, CancellationToken ct) =>
        tables.People.RangeAsync<TableEntity>(personKey, OptedOut.RowKey(null), ct);
}
