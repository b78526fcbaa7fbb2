using System.Net;

namespace Followup.LocalHost.Tests.Http;

public sealed class FunctionKeyTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost host = shared.Host;

    // the trap: the attribute of level-unsaid-with-methods reads Anonymous
    public static TheoryData<string> Keyed => ["level-unsaid", "level-unsaid-with-methods", "level-function", "level-admin"];

    [Theory, MemberData(nameof(Keyed))]
    public async Task Unless_it_says_Anonymous_a_function_asks_for_the_key(string function)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await host.GetAsync($"/api/{function}"));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await host.GetAsync($"/api/{function}?code={TestHost.Key}x"));
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

    [Fact]
    public async Task An_anonymous_function_asks_for_nothing() =>
        Assert.Equal((HttpStatusCode.OK, "in"), await host.GetAsync("/api/level-anonymous"));

    [Fact]
    public async Task Where_no_key_is_set_none_fits()
    {
        await using var keyless = await TestHost.StartAsync(new TestHost.Setup { Key = "" });
        Assert.Equal(HttpStatusCode.Unauthorized, (await keyless.GetAsync("/api/level-function")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await keyless.GetAsync("/api/level-function?code=")).Status);
    }
}
