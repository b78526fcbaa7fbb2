using System.Buffers.Binary;

namespace Followup.Shared.Branding;

/// <summary>The logo: a PNG, because Outlook shows no SVG, and from us, because pages load nothing from elsewhere.</summary>
/// <param name="Width">In CSS pixels, as it is shown.</param>
/// <param name="Height">In CSS pixels, as it is shown.</param>
public sealed record Logo(byte[] Png, int Width, int Height)
{
    /// <summary>An app setting is meant for short values, and every reader loads it.</summary>
    public const int MostBytes = 12 * 1024;

    private const int MostWidth = 160;
    private const int MostHeight = 48;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a logo. It is shown at half its size, for screens of double density, and smaller where that is too large.</summary>
    /// <exception cref="FormatException">The text is no logo that we can show; the message says why.</exception>
    public static Logo Read(string base64)
    {
        var png = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, png, out var length)) throw new FormatException("is not base64");
        if (length > MostBytes) throw new FormatException($"has {length} bytes; {MostBytes} is the most");
        if (length < 24 || !png.AsSpan().StartsWith(Signature)) throw new FormatException("is no PNG");
        // the header chunk comes first: RFC 2083, 11.2
        var width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        var height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        if (width is < 1 or > 2000 || height is < 1 or > 2000)
            throw new FormatException($"is {width} by {height} pixels; 2000 by 2000 is the most");

        var fitting = Math.Min((double)MostWidth / width, (double)MostHeight / height);
        var scale = Math.Min(0.5, fitting);
        return new(png[..length], Scaled(width), Scaled(height));

        int Scaled(int pixels) => Math.Max(1, (int)(pixels * scale));
    }
}
