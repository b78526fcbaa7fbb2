using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Followup.Results.Exports;

/// <summary>
/// Stands for a person in exports: the first 80 bits of HMAC-SHA-256 of the person's key. Unlike that key, nobody can compute the
/// pseudonym from a list of employees without our secret.
/// </summary>
public sealed class Pseudonyms(IOptions<ExportOptions> options)
{
    private readonly byte[] key = Convert.FromBase64String(options.Value.PseudonymKey);

    public string Of(string personKey)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(personKey));
        return Convert.ToHexStringLower(hash.AsSpan(0, 10));
    }
}
