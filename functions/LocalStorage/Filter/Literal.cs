using System.Buffers;
using System.Buffers.Text;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Filter;

/// <summary>A value that a filter compares with.</summary>
/// <param name="Bytes">In the form that is compared: text in UTF-8, times and ids as rows hold them, binary decoded.</param>
/// <param name="Whole">The value of a whole number.</param>
/// <param name="Number">The value of any number.</param>
internal sealed record Literal(EdmType Type, byte[] Bytes, long Whole = 0, double Number = 0)
{
    /// <summary>Less than zero, zero, or more, as a stored value is to this one; null where the two cannot be compared.</summary>
    public int? CompareFrom(in Member member) => (member.Type, Type) switch
    {
        (EdmType.String, EdmType.String) => CompareText(member.Value),
        (EdmType.Boolean, EdmType.Boolean) => member.Value.SequenceCompareTo(Bytes),
        (EdmType.DateTime, EdmType.DateTime) => member.Value.SequenceCompareTo(Bytes),
        (EdmType.Guid, EdmType.Guid) => member.Value.SequenceCompareTo(Bytes),
        (EdmType.Binary, EdmType.Binary) => CompareBinary(member.Value),
        (EdmType.Int32 or EdmType.Int64, EdmType.Int32 or EdmType.Int64) => WholeOf(member).CompareTo(Whole),
        (EdmType.Int32 or EdmType.Int64, EdmType.Double) => Compare(WholeOf(member), Number),
        (EdmType.Double, EdmType.Int32 or EdmType.Int64 or EdmType.Double) => Compare(DoubleOf(member), Number),
        _ => null,
    };

    // NaN compares with nothing
    private static int? Compare(double left, double right) => left < right ? -1 : left > right ? 1 : left == right ? 0 : null;

    private static long WholeOf(in Member member) => Utf8Parser.TryParse(member.Value, out long value, out _) ? value : 0;

    private static double DoubleOf(in Member member) => Utf8Parser.TryParse(member.Value, out double value, out _) ? value : double.NaN;

    private int CompareText(ReadOnlySpan<byte> escaped)
    {
        if (!escaped.Contains((byte)'\\')) return escaped.SequenceCompareTo(Bytes);
        var buffer = ArrayPool<byte>.Shared.Rent(escaped.Length);
        var order = buffer.AsSpan(0, JsonText.Unescape(escaped, buffer)).SequenceCompareTo(Bytes);
        ArrayPool<byte>.Shared.Return(buffer);
        return order;
    }

    private int CompareBinary(ReadOnlySpan<byte> base64)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(base64.Length);
        Base64.DecodeFromUtf8(base64, buffer, out _, out var length);
        var order = buffer.AsSpan(0, length).SequenceCompareTo(Bytes);
        ArrayPool<byte>.Shared.Return(buffer);
        return order;
    }
}
