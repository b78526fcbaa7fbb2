using System.Net;

namespace Followup.Tests.Shared;

public sealed class LargeRequestTests(SystemFixture fixture)
{
    [Theory]
    [InlineData("api/completions", "application/json")]
    [InlineData("api/completions/import", "text/csv")]
    [InlineData("api/people/import", "text/csv")]
    public async Task More_than_30_MB_is_refused_with_what_to_do(string path, string type)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[30_000_001]) };
        request.Content.Headers.ContentType = new(type);
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        request.Headers.ExpectContinue = true; // the answer comes before the body

        using var answer = await fixture.Http.SendAsync(request, ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            """{"field":"$","reason":"The request is larger than 30 MB, or broke off; send it in parts."}""",
            await answer.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }
}
