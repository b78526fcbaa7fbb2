using System.Buffers;
using System.Globalization;
using System.Text;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Filter;
using Followup.LocalStorage.Store;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Tables;

/// <summary>
/// A query of rows. A page ends after <c>$top</c> or 1000 rows, or with 4 MiB: where it ends is told in front of it, so it is gathered
/// first. As in the service, a page may be short and still not the last.
/// </summary>
internal sealed class QueryRequest(Rows rows)
{
    private const int MostRows = 1000, MostBytes = 4 << 20;
    private const int RowsBetweenLooks = 4096;

    public async Task<Refusal?> RunAsync(HttpContext http, string table, CancellationToken ct)
    {
        var query = http.Request.Query;
        var top = Top(http.Request);
        var condition = FilterParser.Parse(query["$filter"]);
        var range = KeyRanges.Of(condition, From(http.Request));
        var writer = new EntityWriter(Selection.Of(http.Request));
        using var body = new PooledBuffer();
        var (seen, written) = (0, 0);
        RowKeys? next = null;
        body.Write(Encoding.UTF8.GetBytes($"{{\"odata.metadata\":\"{Metadata.Of(http.Request, table)}\",\"value\":["));
        var refusal = rows.Scan(table, range, (in RowView row) =>
        {
            if (written == top || body.Count > MostBytes)
            {
                next = new(row.PartitionKey.ToArray(), row.RowKey.ToArray());
                return false;
            }
            if (++seen % RowsBetweenLooks == 0) ct.ThrowIfCancellationRequested();
            if (condition?.IsMetBy(row) == false) return true;
            if (written++ > 0) body.Write(","u8);
            writer.Write(body, row);
            return true;
        });
        if (refusal is not null) return refusal;
        if (next is not null)
        {
            http.Response.Headers["x-ms-continuation-NextPartitionKey"] = ContinuationToken.Of(next.Partition);
            http.Response.Headers["x-ms-continuation-NextRowKey"] = ContinuationToken.Of(next.Row);
        }
        body.Write("]}"u8);
        await Answers.WriteAsync(http, StatusCodes.Status200OK, Answers.Json, body.Written);
        return null;
    }

    /// <exception cref="RefusedException">It is not 1 to 1000.</exception>
    public static int Top(HttpRequest request)
    {
        var given = request.Query["$top"].ToString();
        if (given.Length == 0) return MostRows;
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is > 0 and <= MostRows
            ? top
            : throw new RefusedException(Refusal.InvalidInput);
    }

    private static RowKeys? From(HttpRequest request)
    {
        if (request.Query["NextPartitionKey"].ToString() is not { Length: > 0 } partition) return null;
        var row = request.Query["NextRowKey"].ToString();
        return new(ContinuationToken.Read(partition), row.Length > 0 ? ContinuationToken.Read(row) : []);
    }
}
