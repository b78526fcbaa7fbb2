using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Followup.LocalHost.Http;

/// <summary>
/// The one key of this machine, in the header <c>x-functions-key</c> or the query's <c>code</c>, as the real host takes it.
/// </summary>
/// <param name="foundAt">A sentence for whoever was refused.</param>
internal sealed class FunctionKey(string key, string? foundAt)
{
    private const string Header = "x-functions-key", QueryName = "code";

    // equal lengths whatever comes in, so that the comparison takes the same time
    private readonly byte[]? hash = key.Length == 0 ? null : Hash(key);

    public bool IsIn(HttpRequest request) =>
        hash is not null && Given(request) is { } given && CryptographicOperations.FixedTimeEquals(Hash(given), hash);

    /// <summary>What a request without the key is answered. The real host's answer has no body; people at one machine need one.</summary>
    public ProblemHttpResult Refusal(HttpRequest request) => TypedResults.Problem(
        statusCode: StatusCodes.Status401Unauthorized,
        title: Given(request) is { Length: > 0 } ? "The function key is wrong." : "A function key is missing.",
        detail: hash is null
            ? "This host was started without a function key, so none is right."
            : $"Send the key in the header {Header}, or in the query as {QueryName}. {foundAt}".TrimEnd());

    private static string? Given(HttpRequest request) =>
        request.Headers[Header].FirstOrDefault() ?? request.Query[QueryName].FirstOrDefault();

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
