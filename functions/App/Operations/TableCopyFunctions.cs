using System.Text.Json;
using Azure.Data.Tables;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Operations;

/// <summary>
/// Copies of tables, which the service itself cannot bring back: one <see cref="StoredRow"/> a line, and a <see cref="LastLine"/>. They
/// hold names and answers, so only the master key opens them.
/// </summary>
public sealed class TableCopyFunctions(Tables tables)
{
    private const int AtOnce = 16;

    /// <summary>The rows of a table, written as they are read.</summary>
    [Function("table-copy")]
    public IResult Copy([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "api/tables/{table}")] HttpRequest request, string table)
    {
        var ct = request.HttpContext.RequestAborted;
        if (tables.Find(table) is not { } client) return Unknown(table);
        return TypedResults.Stream(stream => CopyAsync(client, stream, ct), "application/x-ndjson");
    }

    private static async Task CopyAsync(TableClient client, Stream stream, CancellationToken ct)
    {
        // not disposed of: that would begin the answer even where nothing can be read, which is an error of ours and no broken copy
        var lines = new StreamWriter(stream) { NewLine = "\n" };
        var rows = 0;
        await foreach (var row in client.QueryAsync<TableEntity>(cancellationToken: ct))
        {
            await lines.WriteLineAsync(JsonSerializer.Serialize(StoredRow.Of(row), Wire.Json).AsMemory(), ct);
            rows++;
        }
        await lines.WriteLineAsync(JsonSerializer.Serialize(new LastLine(rows), Wire.Json).AsMemory(), ct);
        await lines.FlushAsync(ct);
    }

    /// <summary>
    /// Adds the rows that are missing and leaves those that are there as they are, so it may be repeated. Up to 30 MB a request. A line
    /// that cannot be read ends it with 400 and its number; what stands before it is added.
    /// </summary>
    /// <returns>
    /// Rows <c>added</c> and <c>present</c>; <c>rows</c>, how many the last line names, where a last line was sent; and <c>whole</c>,
    /// whether a last line was sent and added and present rows are as many as it names. One part of a copy is never whole, nor is a copy
    /// that broke off, or one of a release that wrote no last line.
    /// </returns>
    [Function("table-restore")]
    public async Task<IResult> RestoreAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/tables/{table}")] HttpRequest request, string table)
    {
        var ct = request.HttpContext.RequestAborted;
        if (tables.Find(table) is not { } client) return Unknown(table);
        await client.CreateIfNotExistsAsync(ct);
        var added = 0;
        var present = 0;
        var line = 0;
        LastLine? last = null;
        using var reader = new StreamReader(request.Body);
        List<TableEntity> rows = [];
        try
        {
            while (await reader.ReadLineAsync(ct) is { } text)
            {
                line++;
                if (text.Length == 0) continue;
                if (LastLine.TryParse(text) is { } found)
                {
                    last = found;
                    continue;
                }
                rows.Add(ReadRow(text));
                if (rows.Count == AtOnce) await AddAsync();
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or BadHttpRequestException)
        {
            await AddAsync();
            return Problems.BadRequest($"Only {added} rows were added.", FaultOf(e, line));
        }
        await AddAsync();
        return TypedResults.Json(new { added, present, last?.Rows, whole = last?.Rows == added + present }, Wire.Json);

        async Task AddAsync()
        {
            var areNew = await Task.WhenAll(rows.Select(row => client.TryAddAsync(row, ct)));
            added += areNew.Count(isNew => isNew);
            present += areNew.Count(isNew => !isNew);
            rows.Clear();
        }
    }

    private static TableEntity ReadRow(string line)
    {
        var row = JsonSerializer.Deserialize<Dictionary<string, string[]>>(line);
        if (row is null || !row.ContainsKey("PartitionKey") || !row.ContainsKey("RowKey"))
            throw new FormatException("PartitionKey or RowKey is missing.");
        return StoredRow.ToEntity(row);
    }

    private static FieldError FaultOf(Exception e, int line) => e switch
    {
        BadHttpRequestException => Problems.TooLarge,
        FormatException => new($"line {line}", e.Message),
        _ => new($"line {line}", "This is not JSON."),
    };

    private IResult Unknown(string table)
    {
        var names = tables.All.Select(kept => kept.Name);
        return Problems.NotFound($"There is no table '{table}'; there are {string.Join(", ", names)}.");
    }
}
