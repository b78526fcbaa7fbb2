using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.LocalHost.Tests.Http;

public sealed class RoutingTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost host = shared.Host;

    [Theory]
    [InlineData("/api/by-name", "GET by-name")]
    [InlineData("/API/By-Name", "GET by-name")]
    public async Task Without_a_route_a_function_answers_under_its_name_behind_the_prefix_api(string path, string body) =>
        Assert.Equal((HttpStatusCode.OK, body), await host.GetAsync(path));

    [Theory]
    [InlineData("/by-name")]
    [InlineData("/api/")]
    [InlineData("/api/nothing-here")]
    public async Task An_unknown_path_is_not_found(string path) => Assert.Equal((HttpStatusCode.NotFound, ""), await host.GetAsync(path));

    [Theory]
    [InlineData("POST", HttpStatusCode.OK)]
    [InlineData("PUT", HttpStatusCode.OK)]
    [InlineData("GET", HttpStatusCode.NotFound)] // the real host knows no 405
    [InlineData("DELETE", HttpStatusCode.NotFound)]
    public async Task Functions_share_a_route_by_their_methods(string method, HttpStatusCode expected) =>
        Assert.Equal(expected, (await host.SendAsync(new HttpMethod(method), "/api/shared")).Status);

    [Fact]
    public async Task HEAD_is_not_answered_by_a_function_that_says_get() =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Head, "/api/by-name")).Status);

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task A_function_that_names_no_methods_takes_any(string method) =>
        Assert.Equal((HttpStatusCode.OK, method), await host.SendAsync(new HttpMethod(method), "/api/any-method"));

    [Fact]
    public async Task Startup_filters_run_outside_the_functions_routes()
    {
        var setup = new TestHost.Setup { Web = web => web.Services.AddSingleton<IStartupFilter, Beside>() };
        await using var other = await TestHost.StartAsync(setup);
        Assert.Equal((HttpStatusCode.OK, "beside"), await other.GetAsync("/_beside"));
        Assert.Equal((HttpStatusCode.OK, "GET by-name"), await other.GetAsync("/api/by-name"));
    }

    private sealed class Beside : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/_beside", beside => beside.Run(http => http.Response.WriteAsync("beside")));
            next(app);
        };
    }
}
