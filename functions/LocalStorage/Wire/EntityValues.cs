using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Wire;

/// <summary>
/// Values of properties, from the JSON of a client into the stored form. A finite double goes out without its type, or the client cannot
/// read it, and hence never as a whole number.
/// </summary>
internal static class EntityValues
{
    private const int MostChars = 32 * 1024, MostBytes = 64 * 1024;

    private static readonly DateTime Earliest = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="reader">On the value.</param>
    /// <param name="scratch">As long as the JSON at least.</param>
    public static void Write(ArrayBufferWriter<byte> to, byte[] name, string? type, ref Utf8JsonReader reader, byte[] scratch)
    {
        var isString = reader.TokenType == JsonTokenType.String;
        var text = isString ? scratch.AsSpan(0, reader.CopyString(scratch)) : reader.ValueSpan;
        switch (type)
        {
            case null when !isString && reader.TokenType != JsonTokenType.Number:
            case "Edm.Boolean" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                WriteWord(to, name, text);
                break;
            case null or "Edm.String" when isString:
                WriteString(to, name, text);
                break;
            case null or "Edm.Int32" when !isString && reader.TryGetInt32(out var number):
                WriteWord(to, name, Utf8(number));
                break;
            case "Edm.Int64" when Utf8Parser.TryParse(text, out long whole, out var length) && length == text.Length:
                WriteQuoted(to, name, "Edm.Int64"u8, Utf8(whole));
                break;
            case null when text.IndexOfAny("eE."u8) >= 0:
            case "Edm.Double":
                WriteDouble(to, name, text);
                break;
            case "Edm.DateTime" when isString && Times.TryParse(Encoding.UTF8.GetString(text), out var time):
                if (time < Earliest) throw new RefusedException(Refusal.OutOfRangeInput);
                WriteQuoted(to, name, "Edm.DateTime"u8, Times.Text(time));
                break;
            case "Edm.Guid" when isString && Guid.TryParse(Encoding.UTF8.GetString(text), out var id):
                WriteQuoted(to, name, "Edm.Guid"u8, Utf8(id));
                break;
            case "Edm.Binary" when isString && Base64.IsValid(text, out var bytes):
                if (bytes > MostBytes) throw new RefusedException(Refusal.PropertyValueTooLarge);
                WriteQuoted(to, name, "Edm.Binary"u8, Base64Of(text, bytes));
                break;
            default:
                throw new RefusedException(Refusal.InvalidInput);
        }
    }

    private static void WriteDouble(ArrayBufferWriter<byte> to, byte[] name, ReadOnlySpan<byte> text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new RefusedException(Refusal.InvalidInput);
        var written = number.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(number)) WriteQuoted(to, name, "Edm.Double"u8, Encoding.UTF8.GetBytes(written));
        else WriteWord(to, name, Encoding.UTF8.GetBytes(written.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{written}.0" : written));
    }

    private static void WriteString(ArrayBufferWriter<byte> to, byte[] name, ReadOnlySpan<byte> text)
    {
        if (text.Length > MostChars && Encoding.UTF8.GetCharCount(text) > MostChars)
            throw new RefusedException(Refusal.PropertyValueTooLarge);
        WriteName(to, name);
        to.Write("\""u8);
        JsonText.WriteEscaped(to, text);
        to.Write("\""u8);
    }

    private static void WriteWord(ArrayBufferWriter<byte> to, byte[] name, ReadOnlySpan<byte> word)
    {
        WriteName(to, name);
        to.Write(word);
    }

    private static void WriteQuoted(ArrayBufferWriter<byte> to, byte[] name, ReadOnlySpan<byte> type, ReadOnlySpan<byte> value)
    {
        WriteName(to, [.. name, .. MemberReader.TypeSuffix]);
        to.Write("\""u8);
        to.Write(type);
        to.Write("\","u8);
        WriteName(to, name);
        to.Write("\""u8);
        to.Write(value);
        to.Write("\""u8);
    }

    private static void WriteName(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> name)
    {
        to.Write("\""u8);
        to.Write(name);
        to.Write("\":"u8);
    }

    // Written anew: it may have line breaks, which the stored JSON may not.
    private static byte[] Base64Of(ReadOnlySpan<byte> text, int length)
    {
        var encoded = new byte[Base64.GetMaxEncodedToUtf8Length(length)];
        Base64.DecodeFromUtf8(text, encoded, out _, out _);
        Base64.EncodeToUtf8InPlace(encoded, length, out _);
        return encoded;
    }

    private static byte[] Utf8(IFormattable value) => Encoding.UTF8.GetBytes(value.ToString(null, CultureInfo.InvariantCulture));
}
