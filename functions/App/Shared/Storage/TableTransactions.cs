using System.Collections.Concurrent;
using Azure.Data.Tables;
using Followup.Shared.Calls;

namespace Followup.Shared.Storage;

/// <summary>
/// Many rows in few calls: entity-group transactions, each of one partition and of 100 rows at most (the service's limit). Where one of
/// them fails because of a single row, all of its rows are written one by one.
/// </summary>
public static class TableTransactions
{
    public const int MostRows = 100;

    /// <summary>Inserts the rows that are not there; those that are stay as they are.</summary>
    /// <param name="rows">No two of one key.</param>
    /// <returns>The rows that were new.</returns>
    public static async Task<IReadOnlySet<T>> AddMissingAsync<T>(this TableClient table, IEnumerable<T> rows, CancellationToken ct)
        where T : class, ITableEntity
    {
        var there = await table.WriteAsync(TableTransactionActionType.Add, rows.Select(row => (IReadOnlyList<T>)[row]), ct);
        return rows.Except(there.Select(group => group[0])).ToHashSet();
    }

    /// <summary>
    /// Writes groups of rows as they are now, each group whole or not at all. A group of which a row was changed or deleted since it was
    /// read is not written. Rows that were written have their new ETags.
    /// </summary>
    /// <param name="groups">Each of one partition, and of 100 rows at most.</param>
    /// <returns>The groups that were not written.</returns>
    public static Task<IReadOnlyList<IReadOnlyList<T>>> UpdateUnchangedAsync<T>(
        this TableClient table, IEnumerable<IReadOnlyList<T>> groups, CancellationToken ct)
        where T : class, ITableEntity =>
        table.WriteAsync(TableTransactionActionType.UpdateReplace, groups, ct);

    /// <returns>The groups that were not written.</returns>
    private static async Task<IReadOnlyList<IReadOnlyList<T>>> WriteAsync<T>(
        this TableClient table, TableTransactionActionType kind, IEnumerable<IReadOnlyList<T>> groups, CancellationToken ct)
        where T : class, ITableEntity
    {
        ConcurrentBag<IReadOnlyList<T>> missed = [];
        await TransactionsOf(groups).SelectAtOnceAsync(
            async (transaction, token) =>
            {
                if (await table.TrySubmitAsync(kind, transaction.SelectMany(group => group), token)) return true;
                var alone = await transaction.SelectAtOnceAsync(
                    async (group, one) => transaction.Count > 1 && await table.TrySubmitAsync(kind, group, one), token);
                foreach (var (i, isWritten) in alone.Index())
                {
                    if (!isWritten) missed.Add(transaction[i]);
                }
                return false;
            },
            ct);
        return [.. missed];
    }

    /// <summary>As many groups of a partition in each as there is room for.</summary>
    private static List<List<IReadOnlyList<T>>> TransactionsOf<T>(IEnumerable<IReadOnlyList<T>> groups) where T : class, ITableEntity
    {
        List<List<IReadOnlyList<T>>> transactions = [];
        foreach (var partition in groups.GroupBy(group => group[0].PartitionKey))
        {
            var rows = MostRows;
            foreach (var group in partition)
            {
                if (rows + group.Count > MostRows)
                {
                    transactions.Add([]);
                    rows = 0;
                }
                transactions[^1].Add(group);
                rows += group.Count;
            }
        }
        return transactions;
    }

    private static async Task<bool> TrySubmitAsync<T>(
        this TableClient table, TableTransactionActionType kind, IEnumerable<T> rows, CancellationToken ct)
        where T : class, ITableEntity
    {
        List<T> written = [.. rows];
        try
        {
            var actions = written.Select(row => new TableTransactionAction(kind, row, row.ETag));
            var answers = (await table.SubmitTransactionAsync(actions, ct)).Value;
            foreach (var (i, row) in written.Index()) row.ETag = answers[i].Headers.ETag ?? row.ETag;
            return true;
        }
        catch (TableTransactionFailedException e) when (IsConflict(kind, e.Status))
        {
            return false;
        }
    }

    private static bool IsConflict(TableTransactionActionType kind, int status) =>
        kind == TableTransactionActionType.Add ? status == 409 : status is 404 or 412;
}
