using System.Net;

namespace Followup.Tests.Shared.Http;

public sealed class LargeRequestTests(SystemFixture fixture)
{
    [Theory]
    [InlineData("api/completions", "application/json", 30_000_001, true)]
    [InlineData("api/completions/import", "text/csv", 30_000_001, false)]
    [InlineData("api/people/import", "text/csv", 30_000_001, true)]
    [InlineData("api/people/import", "text/csv", 60_000_000, false)]
    [InlineData("s/no-token-of-ours", "text/plain", 30_000_001, false)]
    public async Task More_than_30_MB_is_refused_with_what_to_do(string path, string type, int bytes, bool waitsForTheAnswer)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[bytes]) };
        request.Content.Headers.ContentType = new(type);
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        request.Headers.ExpectContinue = waitsForTheAnswer; // else the body is sent whatever the answer

        using var answer = await fixture.Http.SendAsync(request, ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            """{"field":"$","reason":"The request is larger than 30 MB, or broke off; send it in parts."}""",
            await answer.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }
}
