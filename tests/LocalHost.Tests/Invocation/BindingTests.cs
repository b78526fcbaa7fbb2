using System.Net;
using System.Text.Json.Nodes;
using Followup.LocalWorker.Tests.SampleFunctions;

namespace Followup.LocalWorker.Tests.Invocation;

public sealed class BindingTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly WorkerHost host = shared.Host;

    [Theory]
    [InlineData("/api/values/a%20b/42", "a b 42 - - 7")]
    [InlineData("/api/values/x/-1/0f8fad5b-d9cb-469f-a165-70867728950e", "x -1 0f8fad5b-d9cb-469f-a165-70867728950e - 7")]
    public async Task Route_values_arrive_by_name_and_what_is_missing_by_its_default_or_null(string path, string body) =>
        Assert.Equal((HttpStatusCode.OK, body), await host.GetAsync(path));

    [Theory]
    [InlineData("/api/unbindable")]
    [InlineData("/api/values/x/not-a-number")]
    public async Task A_value_that_cannot_be_bound_fails_the_invocation(string path) =>
        Assert.Equal(HttpStatusCode.InternalServerError, (await host.GetAsync(path)).Status);

    [Fact]
    public async Task Request_and_contexts_belong_together()
    {
        var seen = JsonNode.Parse((await host.GetAsync("/api/objects")).Body)!;
        Assert.All(["sameRequest", "sameHttpContext", "functionsScope", "abortable"], fact => Assert.True((bool)seen[fact]!, fact));
        Assert.Equal("objects", (string?)seen["name"]);
        Assert.Equal($"{typeof(HttpFunctions).FullName}.{nameof(HttpFunctions.Objects)}", (string?)seen["entryPoint"]);
    }

    [Fact]
    public async Task Every_invocation_has_its_own_scope_and_instance_open_until_its_result_is_written()
    {
        Assert.Equal("in time", (await host.GetAsync("/api/scope")).Body);
        Assert.Equal("in time", (await host.GetAsync("/api/scope")).Body);
        var first = await host.Script.CallAsync<Seen>("scope");
        var second = await host.Script.CallAsync<Seen>("scope");

        Assert.True(first.SameInContext && second.SameInContext);
        Assert.NotSame(first.Instance, second.Instance);
        Assert.NotEqual(first.Scoped.Id, second.Scoped.Id);
        Assert.NotEqual(first.InvocationId, second.InvocationId);
        await WorkerHost.EventuallyAsync(() => first.Scoped.Disposed && second.Scoped.Disposed);
    }
}
