using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Wire;

/// <summary>
/// The one account, and the check of signatures made with its key:
/// https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key. The age of a request is not checked.
/// </summary>
internal sealed class Account(string name, string key)
{
    private static readonly string[] SignedHeaders =
    [
        "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match",
        "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    private readonly byte[] key = Convert.FromBase64String(key);

    public string Name => name;

    /// <summary>SharedKeyLite, as the client of tables signs: no query counts but <c>comp</c>, and nothing of the body.</summary>
    public bool HasSignedTables(HttpRequest request, RequestTarget target)
    {
        var date = request.Headers.TryGetValue("x-ms-date", out var given) ? given : request.Headers.Date;
        var comp = request.Query.TryGetValue("comp", out var value) ? $"?comp={value}" : "";
        return IsSigned(request, "SharedKeyLite", $"{date}\n/{name}{target.Path}{comp}");
    }

    /// <summary>SharedKey, as the client of blobs signs: the headers and the whole query count.</summary>
    public bool HasSignedBlobs(HttpRequest request, RequestTarget target)
    {
        var own = request.Headers.Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.ToString().Trim()));
        string[] lines =
        [
            request.Method,
            .. SignedHeaders.Select(header => SignedValue(header, request.Headers[header].ToString())),
            .. own.OrderBy(header => header.Name, StringComparer.Ordinal).Select(header => $"{header.Name}:{header.Value}"),
            $"/{name}{target.Path}",
            .. request.Query.Select(pair => (Name: pair.Key.ToLowerInvariant(), Values: pair.Value.Order(StringComparer.Ordinal)))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .Select(pair => $"{pair.Name}:{string.Join(',', pair.Values)}"),
        ];
        return IsSigned(request, "SharedKey", string.Join('\n', lines));
    }

    private static string SignedValue(string header, string value) => header == "Content-Length" && value == "0" ? "" : value;

    private bool IsSigned(HttpRequest request, string scheme, string text)
    {
        var given = request.Headers.Authorization.ToString();
        var start = $"{scheme} {name}:";
        if (!given.StartsWith(start, StringComparison.Ordinal)) return false;
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(given[start.Length..], signature, out var length)
            && length == signature.Length
            && CryptographicOperations.FixedTimeEquals(signature, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
