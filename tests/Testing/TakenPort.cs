using System.Net;
using System.Net.Sockets;

namespace Followup.Testing;

/// <summary>A port of loopback on which another program listens, until disposed.</summary>
public sealed class TakenPort : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public TakenPort() => listener.Start();

    public int Number => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();
}
