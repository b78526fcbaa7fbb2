using System.Text;

namespace Followup.LocalStorage.Store;

/// <summary>A row as SQLite holds it, until the next one is read.</summary>
internal readonly ref struct RowView(ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> rowKey, long stamp, ReadOnlySpan<byte> members)
{
    public ReadOnlySpan<byte> PartitionKey { get; } = partitionKey;
    public ReadOnlySpan<byte> RowKey { get; } = rowKey;

    /// <summary>Ticks of UTC.</summary>
    public long Stamp { get; } = stamp;

    public ReadOnlySpan<byte> Members { get; } = members;
}

/// <summary>Looks at a row, and says whether it wants the next one.</summary>
internal delegate bool RowVisitor(in RowView row);

/// <summary>The place of a row in its table.</summary>
internal sealed record RowKeys(byte[] Partition, byte[] Row)
{
    public static RowKeys Of(string partition, string row) => new(Encoding.UTF8.GetBytes(partition), Encoding.UTF8.GetBytes(row));
}

/// <summary>Rows from the first key on, itself among them, to before the second; to the end of the table if there is no second.</summary>
internal sealed record KeyRange(RowKeys From, RowKeys? Before);
