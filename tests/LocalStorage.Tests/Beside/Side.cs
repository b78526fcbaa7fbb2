using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests.Beside;

/// <summary>A table on one of the servers, and the ETags that it told.</summary>
internal sealed class Side(TableClient table)
{
    private static readonly ETag Never = new("W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"");

    private readonly Dictionary<(string, string), List<ETag>> told = [];

    public TableClient Table => table;

    public ETag ETag(Write write) => (write.Tag, told.GetValueOrDefault((write.Partition, write.Row))) switch
    {
        (Tag.Any, _) => Azure.ETag.All,
        (Tag.Current, { } tags) => tags[^1],
        (Tag.Old, { Count: > 1 } tags) => tags[0],
        _ => Never,
    };

    public void Keep(Write write, Response answer)
    {
        if (answer.Headers.ETag is not { } etag) return;
        if (!told.TryGetValue((write.Partition, write.Row), out var tags)) told[(write.Partition, write.Row)] = tags = [];
        tags.Add(etag);
    }

    public async Task<string> RunAsync(Operation operation, CancellationToken ct)
    {
        try
        {
            return await operation.RunAsync(this, ct);
        }
        catch (TableTransactionFailedException e)
        {
            return $"{e.Status} {e.ErrorCode} at {e.FailedTransactionActionIndex}";
        }
        catch (RequestFailedException e)
        {
            return $"{e.Status} {e.ErrorCode}";
        }
    }
}

internal static class Values
{
    public static string Text(TableEntity row) => string.Join(' ', row
        .Where(pair => pair.Key is not ("Timestamp" or "odata.etag"))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}={Text(pair.Value)}"));

    /// <summary>The value and its type.</summary>
    public static string Text(object? value) => value switch
    {
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        DateTimeOffset time => $"datetime'{time.UtcDateTime:O}'",
        IFormattable other => $"{other.GetType().Name}'{other.ToString(null, CultureInfo.InvariantCulture)}'",
        bool flag => $"Boolean'{flag}'",
        _ => $"'{value}'",
    };
}
