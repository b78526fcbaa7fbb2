using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.LocalHost.Worker;

/// <summary>
/// The port of the worker's web server, held from when it is named. The worker looks up one that is free, tells its host, and listens on it
/// only then: meanwhile another program takes it, now and then.
/// </summary>
internal static class WorkerPort
{
    public static void Hold(IServiceCollection services)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        var endpoint = (IPEndPoint)socket.LocalEndPoint!;
        services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => socket);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(endpoint));
        services.PostConfigure<WorkerOptions>(worker => worker.Capabilities["HttpUri"] = $"http://{endpoint}/");
    }
}
