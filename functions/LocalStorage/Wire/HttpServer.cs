using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Followup.LocalStorage.Wire;

/// <summary>Kestrel on a port of loopback, without a host, routes or a middleware around it: each request is one call.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private static readonly TimeSpan ToFinish = TimeSpan.FromSeconds(5);

    private readonly KestrelServer server;
    private readonly Application application;

    private HttpServer(KestrelServer server, Application application) => (this.server, this.application) = (server, application);

    /// <summary>Requests since the start.</summary>
    public long Requests => application.Requests;

    public int Port => new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<HttpServer> StartAsync(int port, RequestDelegate handle, CancellationToken ct)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestLineSize = 64 * 1024; // two keys of 1 KiB each take 9 KiB percent-encoded, and a filter beside them
        options.Limits.MaxRequestBodySize = null; // a blob in one piece; tables have their own limits
        options.Limits.MinRequestBodyDataRate = null; // who writes an export also computes it
        options.Listen(IPAddress.Loopback, port);
        // Kestrel's own lines are of connections that went away
        var logs = NullLoggerFactory.Instance;
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs);
        var server = new KestrelServer(Options.Create(options), transport, logs);
        try
        {
            var application = new Application(handle);
            await server.StartAsync(application, ct);
            return new(server, application);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            server.Dispose();
            throw new IOException($"The port {port} of the storage is taken by another program or may not be used.", e);
        }
    }

    /// <summary>Requests that run may finish, for a few seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(ToFinish);
        await server.StopAsync(limit.Token);
        server.Dispose();
    }

    private sealed class Application(RequestDelegate handle) : IHttpApplication<HttpContext>
    {
        private long requests;

        public long Requests => Interlocked.Read(ref requests);

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context)
        {
            Interlocked.Increment(ref requests);
            return handle(context);
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
