using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Tables;

/// <summary>Up to 100 writes of one partition of one table, all or none.</summary>
internal sealed class TransactionRequest(Rows rows, Account account)
{
    private const int MostBytes = 4 << 20, MostOperations = 100;

    public async Task<Refusal?> RunAsync(HttpContext http, CancellationToken ct)
    {
        using var body = await Bodies.ReadAsync(http.Request, MostBytes, ct);
        var operations = BatchReader.Read(body.Written, http.Request.ContentType);
        var (table, writes, refusal) = Read(operations);
        var stamps = new long[writes.Count];
        refusal ??= await rows.WriteAsync(table, writes, stamps, counted: true);
        if (refusal is null) await BatchAnswer.WriteAsync(http, writes, stamps);
        else await BatchAnswer.WriteAsync(http, refusal);
        return null;
    }

    private (string Table, List<RowWrite> Writes, Refusal? Refusal) Read(List<BatchOperation> operations)
    {
        if (operations.Count == 0) throw new RefusedException(Refusal.InvalidInput);
        var writes = new List<RowWrite>(operations.Count);
        if (operations.Count > MostOperations) return ("", writes, Refusal.TooManyOperations.At(MostOperations - 1));
        var keys = new HashSet<string>();
        var table = "";
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i];
            try
            {
                var address = TableAddress.Of(new RequestTarget(operation.Path).Resource(account));
                var write = address.Write(operation.Method, operation.IfMatch, operation.Body.Span);
                if (i == 0) table = address.Table;
                if (!address.Table.Equals(table, StringComparison.OrdinalIgnoreCase)) return (table, writes, Refusal.InvalidInput.At(i));
                if (i > 0 && !write.Keys.Partition.AsSpan().SequenceEqual(writes[0].Keys.Partition))
                    return (table, writes, Refusal.CommandsInBatchActOnDifferentPartitions.At(i));
                if (!keys.Add(Convert.ToHexString(write.Keys.Row))) return (table, writes, Refusal.InvalidDuplicateRow.At(i));
                writes.Add(write);
            }
            catch (RefusedException refused)
            {
                return (table, writes, refused.Refusal.At(i));
            }
        }
        return (table, writes, null);
    }
}
