using Azure.Data.Tables;

namespace Followup.Shared.Storage;

public static class TableReading
{
    /// <summary>Rows of one partition whose key begins with a prefix, in key order. One partition, one range: never a scan.</summary>
    public static IAsyncEnumerable<T> RangeAsync<T>(this TableClient table, string partition, string rowPrefix, CancellationToken ct)
        where T : class, ITableEntity
    {
        // '~' sorts behind every character our keys use
        var end = rowPrefix + "~";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {rowPrefix} and RowKey lt {end}");
        return table.QueryAsync<T>(filter, cancellationToken: ct);
    }

    public static async Task<T?> FindAsync<T>(this TableClient table, string partition, string row, CancellationToken ct)
        where T : class, ITableEntity
    {
        var found = await table.GetEntityIfExistsAsync<T>(partition, row, cancellationToken: ct);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Deletes the row as it was read; false where it was changed since. A row that is gone already counts as deleted.</summary>
    public static async Task<bool> DeleteIfUnchangedAsync(this TableClient table, ITableEntity row, CancellationToken ct)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, ct);
            return true;
        }
        catch (Azure.RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Inserts, and says whether the row was new. A row that is there stays as it is.</summary>
    public static async Task<bool> TryAddAsync<T>(this TableClient table, T row, CancellationToken ct) where T : ITableEntity
    {
        try
        {
            await table.AddEntityAsync(row, ct);
            return true;
        }
        catch (Azure.RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Puts a row in the place of one as it was read, or adds it where there was none.</summary>
    /// <returns>False where somebody else wrote it meanwhile.</returns>
    public static async Task<bool> TryReplaceAsync(this TableClient table, TableEntity row, TableEntity? before, CancellationToken ct)
    {
        if (before is null) return await table.TryAddAsync(row, ct);
        try
        {
            await table.UpdateEntityAsync(row, before.ETag, TableUpdateMode.Replace, ct);
            return true;
        }
        catch (Azure.RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }
}
