using Followup.LocalStorage.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Followup.LocalStorage.Wire;

/// <summary>What a request is for, as it was sent: signatures and keys need the escapes that Kestrel's path has lost.</summary>
/// <param name="Path">From the slash on, escaped, without the query.</param>
internal readonly record struct RequestTarget(string Path)
{
    public static RequestTarget Of(HttpContext http)
    {
        var raw = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        return new(query < 0 ? raw : raw[..query]);
    }

    /// <summary>What follows the account, unescaped.</summary>
    /// <exception cref="RefusedException">It is another account.</exception>
    public string Resource(Account account)
    {
        var start = $"/{account.Name}";
        if (!Path.StartsWith(start, StringComparison.Ordinal)) throw new RefusedException(Refusal.ResourceNotFound);
        var rest = Path[start.Length..];
        return rest is "" or "/" ? ""
            : rest[0] == '/' ? Uri.UnescapeDataString(rest[1..])
            : throw new RefusedException(Refusal.ResourceNotFound);
    }
}
