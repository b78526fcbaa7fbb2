using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Followup.Results.Exports;

/// <summary>
/// Stands for a person in exports: the first 80 bits of HMAC-SHA-256 of the person's key. Unlike that key, nobody can compute it from a list of employees without ours.
/// </summary>
public sealed class Pseudonyms(IOptions<ExportOptions> options)
{
    private readonly byte[] key = Convert.FromBase64String(options.Value.PseudonymKey);

    public string Of(string personKey) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(personKey)).AsSpan(0, 10));
}
