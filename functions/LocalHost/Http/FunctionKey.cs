using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalHost.Http;

/// <summary>
/// The one key of this machine, in the header <c>x-functions-key</c> or the query's <c>code</c>, as the real host takes it.
/// </summary>
internal sealed class FunctionKey(string key)
{
    // equal lengths whatever comes in, so that the comparison takes the same time
    private readonly byte[]? hash = key.Length == 0 ? null : Hash(key);

    public bool IsIn(HttpRequest request) =>
        hash is not null
        && (request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault()) is { } given
        && CryptographicOperations.FixedTimeEquals(Hash(given), hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
