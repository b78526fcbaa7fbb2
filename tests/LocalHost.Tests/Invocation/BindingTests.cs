using System.Net;
using System.Text.Json.Nodes;
using Followup.SampleApp;

namespace Followup.LocalHost.Tests.Invocation;

public sealed class BindingTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost host = shared.Host;

    [Theory]
    [InlineData("/api/values/a%20b/42", "a b 42 - 7")]
    [InlineData("/api/values/x/-1?text=of-the-query&number=3&absent=here", "x -1 here 7")]
    [InlineData("/api/values/x/-1?defaulted=8", "x -1 - 8")]
    public async Task Values_arrive_by_name_those_of_the_route_before_those_of_the_query(string path, string body) =>
        Assert.Equal((HttpStatusCode.OK, body), await host.GetAsync(path));

    [Theory]
    [InlineData("/api/unbindable")]
    [InlineData("/api/values/x/not-a-number")]
    [InlineData("/api/token?ct=x")]
    public async Task A_value_that_cannot_be_bound_fails_the_invocation(string path) =>
        Assert.Equal(HttpStatusCode.InternalServerError, (await host.GetAsync(path)).Status);

    [Fact]
    public async Task The_request_keeps_its_name_even_where_a_query_has_it() =>
        Assert.Equal((HttpStatusCode.OK, "GET by-name"), await host.GetAsync("/api/by-name?request=x&context=x"));

    [Fact]
    public async Task Request_and_contexts_belong_together_and_the_request_is_as_it_came()
    {
        var seen = JsonNode.Parse((await host.GetAsync("/api/context")).Body)!;
        Assert.True((bool)seen["sameHttpContext"]!);
        Assert.True((bool)seen["functionsScope"]!);
        Assert.Equal(host.Http.BaseAddress!.Authority, (string?)seen["host"]);
        Assert.Equal("context", (string?)seen["name"]);
        Assert.Equal($"{typeof(HttpFunctions).FullName}.{nameof(HttpFunctions.Context)}", (string?)seen["entryPoint"]);
    }

    [Fact]
    public async Task The_callers_trace_goes_on()
    {
        const string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/context") { Headers = { { "traceparent", parent } } };
        using var response = await host.Http.SendAsync(request, TestHost.Ct);
        Assert.Equal(parent, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestHost.Ct))!["traceParent"]);
    }
}
