using System.Buffers;
using System.Text;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Wire;

/// <summary>A row's ETag is its Timestamp: <c>W/"datetime'2026-11-26T08%3A00%3A04.6379318Z'"</c>.</summary>
internal static class ETags
{
    private const string Start = "W/\"datetime'", End = "'\"";

    public static string Of(long stamp)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        WriteEscapedTime(buffer, stamp);
        return $"{Start}{Encoding.ASCII.GetString(buffer.WrittenSpan)}{End}";
    }

    /// <summary>With the colons escaped.</summary>
    public static void WriteEscapedTime(IBufferWriter<byte> to, long stamp)
    {
        Span<byte> time = stackalloc byte[Times.Length];
        Times.Write(stamp, time);
        to.Write(time[..13]);
        to.Write("%3A"u8);
        to.Write(time[14..16]);
        to.Write("%3A"u8);
        to.Write(time[17..]);
    }

    /// <summary>What If-Match asks: the header is missing for an upsert, <c>*</c> for any row, or names the row's ETag.</summary>
    /// <exception cref="RefusedException">It is no ETag.</exception>
    public static WriteCondition Read(string? ifMatch)
    {
        if (string.IsNullOrEmpty(ifMatch)) return new(false, null);
        if (ifMatch == "*") return new(true, null);
        var isTime = ifMatch.StartsWith(Start, StringComparison.Ordinal) && ifMatch.EndsWith(End, StringComparison.Ordinal);
        return isTime && Times.TryParse(Uri.UnescapeDataString(ifMatch[Start.Length..^End.Length]), out var time)
            ? new(true, time.Ticks)
            : throw new RefusedException(Refusal.InvalidInput);
    }
}
