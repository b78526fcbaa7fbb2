using System.Net;
using System.Text.Json;

namespace Followup.LocalHost.Tests.Http;

public sealed class FunctionKeyTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost host = shared.Host;

    // the trap: the attribute of level-unsaid-with-methods reads Anonymous
    public static TheoryData<string> Keyed => ["level-unsaid", "level-unsaid-with-methods", "level-function", "level-admin"];

    [Theory, MemberData(nameof(Keyed))]
    public async Task Unless_it_says_Anonymous_a_function_asks_for_the_key(string function)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync($"/api/{function}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync($"/api/{function}?code={TestHost.Key}x")).Status);
        Assert.Equal((HttpStatusCode.OK, "in"), await host.GetAsync($"/api/{function}?code={TestHost.Key}"));
    }

    [Fact]
    public async Task The_key_may_come_in_the_header()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(TestHost.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("another"));

        async Task<HttpStatusCode> StatusAsync(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/level-function") { Headers = { { "x-functions-key", key } } };
            using var response = await host.Http.SendAsync(request, TestHost.Ct);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("/api/level-function", "A function key is missing.")]
    [InlineData("/api/level-function?code=", "A function key is missing.")]
    [InlineData("/api/level-function?code=another", "The function key is wrong.")]
    [InlineData("/api/level-admin", "A function key is missing.")]
    public async Task The_refusal_says_what_is_wrong_where_the_key_goes_and_where_it_is_found(string path, string title)
    {
        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative), TestHost.Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestHost.Ct)).RootElement;
        Assert.Equal(
            (401, title, $"Send the key in the header x-functions-key, or in the query as code. {TestHost.KeyIsFoundAt}"),
            (problem.GetProperty("status").GetInt32(), TextOf("title"), TextOf("detail")));

        string? TextOf(string member) => problem.GetProperty(member).GetString();
    }

    [Fact]
    public async Task An_anonymous_function_asks_for_nothing() =>
        Assert.Equal((HttpStatusCode.OK, "in"), await host.GetAsync("/api/level-anonymous"));

    [Fact]
    public async Task Where_no_key_is_set_none_fits()
    {
        await using var keyless = await TestHost.StartAsync(new TestHost.Setup { Key = "" });
        var (status, body) = await keyless.GetAsync("/api/level-function");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("without a function key, so none is right", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await keyless.GetAsync("/api/level-function?code=")).Status);
    }
}
