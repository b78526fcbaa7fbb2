using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Followup.Results.Rounds;

/// <summary>
/// Draws lots that nobody can foresee or compute without the key, and that fall the same when they are drawn again: HMAC-SHA256 of what is
/// drawn, the smallest first.
/// </summary>
public sealed class Lot(IOptions<RoundOptions> options)
{
    private readonly byte[] key = Convert.FromBase64String(options.Value.LotKey);

    /// <returns>32 bytes as hex digits, to be compared ordinally.</returns>
    public string Of(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\n', parts)), hash);
        return Convert.ToHexStringLower(hash);
    }
}
