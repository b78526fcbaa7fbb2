using System.Buffers;
using System.Globalization;
using System.Text;

namespace Followup.LocalStorage.Store;

/// <summary>
/// Strings as they stand in a stored row. What JSON does not force to be escaped is not, so that equal strings are equal bytes and most
/// strings can be compared where they lie.
/// </summary>
internal static class JsonText
{
    private const int EscapedControl = 6; // bytes of \u00XX

    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    public static void WriteEscaped(IBufferWriter<byte> to, ReadOnlySpan<byte> text)
    {
        for (int next; (next = text.IndexOfAny(Escaped)) >= 0; text = text[(next + 1)..])
        {
            to.Write(text[..next]);
            if (text[next] >= 0x20) to.Write([(byte)'\\', text[next]]);
            else to.Write(Encoding.UTF8.GetBytes($"\\u{(int)text[next]:x4}"));
        }
        to.Write(text);
    }

    /// <summary>Writes a string that may be as long as the escaped one, and returns its length.</summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> to)
    {
        var length = 0;
        for (int next; (next = escaped.IndexOf((byte)'\\')) >= 0;)
        {
            escaped[..next].CopyTo(to[length..]);
            length += next;
            var isControl = escaped[next + 1] == 'u';
            to[length++] = isControl ? ControlAt(escaped[next..]) : escaped[next + 1];
            escaped = escaped[(next + (isControl ? EscapedControl : 2))..];
        }
        escaped.CopyTo(to[length..]);
        return length + escaped.Length;
    }

    private static byte ControlAt(ReadOnlySpan<byte> escape) =>
        byte.Parse(escape[4..EscapedControl], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Its length in UTF-16, which is what the service's limits count.</summary>
    public static int CharsOf(ReadOnlySpan<byte> escaped)
    {
        var chars = Encoding.UTF8.GetCharCount(escaped);
        for (int next; (next = escaped.IndexOf((byte)'\\')) >= 0;)
        {
            var length = escaped[next + 1] == 'u' ? EscapedControl : 2;
            chars -= length - 1;
            escaped = escaped[(next + length)..];
        }
        return chars;
    }
}
