using System.Globalization;
using System.Text;

namespace Followup.LocalStorage.Store;

/// <summary>Times as rows hold them: UTC, seven digits of a second, <c>Z</c>. Of equal length, so that they compare as text.</summary>
internal static class Times
{
    public const int Length = 28;

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public static bool TryParse(string text, out DateTime time) => DateTime.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    public static byte[] Text(DateTime time) => Encoding.UTF8.GetBytes(time.ToString("O", CultureInfo.InvariantCulture));

    public static void Write(long ticks, Span<byte> to) =>
        new DateTime(ticks, DateTimeKind.Utc).TryFormat(to, out _, "O", CultureInfo.InvariantCulture);
}
