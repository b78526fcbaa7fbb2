using System.Net;
using System.Net.Sockets;

namespace Followup.Local;

internal static class FreePort
{
    /// <summary>The port asked for, or one that is free now where that is 0.</summary>
    public static int Or(int port)
    {
        if (port != 0) return port;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
