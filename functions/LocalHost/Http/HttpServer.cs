using System.Net;
using Followup.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Followup.LocalHost.Http;

/// <summary>The functions' HTTP, on loopback: routes, keys, and forwarding to the worker.</summary>
internal sealed class HttpServer(WebApplication server, Forwarding forwarding) : IAsyncDisposable
{
    // the real host's limit; the worker's own server has a lower one
    private const long LargestRequest = 100 << 20;

    public Uri Address => new(server.Urls.Single());

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<HttpServer> StartAsync(
        IEnumerable<Function> functions, WorkerChannel channel, HostJson host, FunctionsHostOptions options, ILoggerFactory logs,
        CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(logs);
        builder.Services.AddRouting().AddHttpForwarder();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        options.Web?.Invoke(builder);
        var server = builder.Build();
        var forwarding = new Forwarding(channel, server.Services.GetRequiredService<IHttpForwarder>());
        var key = new FunctionKey(options.FunctionKey, options.FunctionKeyIsFoundAt);
        foreach (var function in functions.Where(function => function.TriggerType == "httpTrigger"))
            Map(server, function, host, key, forwarding);
        // The real host answers 404 where only the method does not fit: https://github.com/Azure/azure-functions-host/issues/10098
        server.Map("{**path}", NotFound).WithOrder(int.MaxValue);
        await server.StartAsync(ct);
        return new(server, forwarding);
    }

    /// <summary>Requests that run may finish, for the time that ASP.NET Core gives them.</summary>
    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
        forwarding.Dispose();
    }

    private static void Map(WebApplication server, Function function, HostJson host, FunctionKey key, Forwarding forwarding)
    {
        var path = function.Text("route") is { Length: > 0 } route ? route : function.Name;
        var pattern = host.RoutePrefix.Length > 0 ? $"{host.RoutePrefix}/{path}" : path;
        // a function that says no level asks for a key
        var isOpen = string.Equals(function.Text("authLevel"), "Anonymous", StringComparison.OrdinalIgnoreCase);
        var methods = function.List("methods");
        _ = methods.Count > 0
            ? server.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), HandleAsync)
            : server.Map(pattern, HandleAsync);

        Task HandleAsync(HttpContext http) => isOpen || key.IsIn(http.Request)
            ? forwarding.InvokeAsync(function, http)
            : key.Refusal(http.Request).ExecuteAsync(http);
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
