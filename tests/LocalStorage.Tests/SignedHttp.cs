using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Followup.LocalStorage.Tests;

/// <summary>Requests to tables that the genuine client would not send, signed as it signs.</summary>
internal sealed class SignedHttp(string connectionString) : IDisposable
{
    private readonly HttpClient client = new();
    private readonly Dictionary<string, string> settings = connectionString.TrimEnd(';').Split(';')
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <param name="path">What follows the account, escaped.</param>
    /// <param name="signedPath">What is signed; null for the path itself.</param>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(
        string method, string path, string? body = null, string? boundary = null, string? signedPath = null, string? ifMatch = null)
    {
        var account = settings["AccountName"];
        using var request = new HttpRequestMessage(new(method), $"{settings["TableEndpoint"]}/{path}");
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var text = $"{date}\n/{account}/{account}/{signedPath ?? path.Split('?')[0]}";
        var key = Convert.FromBase64String(settings["AccountKey"]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKeyLite {account}:{signature}");
        request.Headers.Add("x-ms-date", date);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8);
        if (boundary is not null)
            request.Content!.Headers.ContentType = new("multipart/mixed") { Parameters = { new("boundary", boundary) } };
        var ct = TestContext.Current.CancellationToken;
        using var answer = await client.SendAsync(request, ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    public void Dispose() => client.Dispose();
}
