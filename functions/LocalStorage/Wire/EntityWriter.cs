using System.Buffers;
using System.Text;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Wire;

/// <summary>Writes rows as the JSON that goes out: the stored members behind what the service itself tells of a row.</summary>
/// <param name="select">The names that are wanted; null for all. The ETag is always told.</param>
internal sealed class EntityWriter(IReadOnlyList<string>? select)
{
    private readonly byte[][]? wanted = select?.Select(Encoding.UTF8.GetBytes).ToArray();
    private readonly bool partitionKey = select?.Contains("PartitionKey") ?? true;
    private readonly bool rowKey = select?.Contains("RowKey") ?? true;
    private readonly bool timestamp = select?.Contains("Timestamp") ?? true;

    /// <param name="metadata">Stands in the entity itself only where it comes alone.</param>
    public void Write(IBufferWriter<byte> to, in RowView row, string? metadata = null)
    {
        to.Write("{"u8);
        if (metadata is not null) to.Write(Encoding.UTF8.GetBytes($"\"odata.metadata\":\"{metadata}\","));
        to.Write("\"odata.etag\":\"W/\\\"datetime'"u8);
        ETags.WriteEscapedTime(to, row.Stamp);
        to.Write("'\\\"\""u8);
        if (partitionKey) WriteKey(to, ",\"PartitionKey\":\""u8, row.PartitionKey);
        if (rowKey) WriteKey(to, ",\"RowKey\":\""u8, row.RowKey);
        if (timestamp) WriteTimestamp(to, row.Stamp);
        if (wanted is not null) WriteWanted(to, row.Members);
        else if (!row.Members.IsEmpty) WriteMember(to, row.Members);
        to.Write("}"u8);
    }

    private void WriteWanted(IBufferWriter<byte> to, ReadOnlySpan<byte> members)
    {
        var reader = new MemberReader(members);
        while (reader.Read())
        {
            foreach (var name in wanted!)
            {
                if (reader.Current.Name.SequenceEqual(name)) WriteMember(to, reader.Current.Text);
            }
        }
    }

    private static void WriteMember(IBufferWriter<byte> to, ReadOnlySpan<byte> text)
    {
        to.Write(","u8);
        to.Write(text);
    }

    private static void WriteKey(IBufferWriter<byte> to, ReadOnlySpan<byte> start, ReadOnlySpan<byte> key)
    {
        to.Write(start);
        JsonText.WriteEscaped(to, key);
        to.Write("\""u8);
    }

    private static void WriteTimestamp(IBufferWriter<byte> to, long stamp)
    {
        Span<byte> time = stackalloc byte[Times.Length];
        Times.Write(stamp, time);
        to.Write(",\"Timestamp\":\""u8);
        to.Write(time);
        to.Write("\""u8);
    }
}
