using System.Net;
using Followup.LocalHost.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost.Worker;

/// <summary>The gRPC server that the worker connects to, on a port of its own, without TLS, on loopback.</summary>
internal sealed class RpcServer(WebApplication server) : IAsyncDisposable
{
    public Uri Address => new(server.Urls.Single());

    public static async Task<RpcServer> StartAsync(WorkerChannel channel, LockedMessages locked, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(channel).AddSingleton(locked);
        var server = builder.Build();
        server.MapGrpcService<FunctionRpcService>();
        server.MapGrpcService<SettlementService>();
        await server.StartAsync(ct);
        return new(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
