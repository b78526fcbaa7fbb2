using System.IO.Compression;
using System.Text.Json;
using Azure.Data.Tables;
using Followup.Shared.Json;

namespace Followup.Results.Counts;

/// <summary>
/// Rows of the table <c>results</c>: JSON, packed, in as many properties of 64 KiB as it takes (the service's limit for one; up to 15 fit
/// into a row), which holds some thousands of cells.
/// </summary>
public static class ResultRow
{
    /// <summary>Rows of another shape, as an earlier release wrote them, are not read.</summary>
    public const int Shape = 2;

    private const int PartBytes = 64 * 1024;
    private const int MostParts = 15;

    /// <exception cref="InvalidOperationException">The value is larger than a row may be.</exception>
    public static TableEntity Of<T>(string partition, string row, T value)
    {
        var entity = new TableEntity(partition, row) { ["Shape"] = Shape, ["Holds"] = typeof(T).Name };
        foreach (var (i, part) in Pack(value).Chunk(PartBytes).Index())
        {
            entity[Name(i)] = i < MostParts
                ? part
                : throw new InvalidOperationException($"The result {partition} {row} has too many departments and roles for one row.");
        }
        return entity;
    }

    /// <summary>Null for a row of another shape.</summary>
    public static T? Read<T>(TableEntity row) where T : class
    {
        if (row.GetInt32("Shape") != Shape) return null;

        using var packed = new MemoryStream([.. Bytes(row)]);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(gzip, Wire.Json)!;
    }

    public static bool Holds<T>(this TableEntity row) => row.GetString("Holds") == typeof(T).Name;

    public static bool IsSame(TableEntity one, TableEntity other) =>
        one.GetInt32("Shape") == other.GetInt32("Shape") && Bytes(one).SequenceEqual(Bytes(other));

    private static byte[] Pack<T>(T value)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) JsonSerializer.Serialize(gzip, value, Wire.Json);
        return packed.ToArray();
    }

    private static IEnumerable<byte> Bytes(TableEntity row)
    {
        var parts = Enumerable.Range(0, MostParts).Select(i => row.GetBinary(Name(i)));
        return parts.TakeWhile(part => part is not null).SelectMany(part => part);
    }

    private static string Name(int part) => $"Part{part}";
}
