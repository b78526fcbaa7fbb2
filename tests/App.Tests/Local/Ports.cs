using System.Net;
using System.Net.Sockets;

namespace Followup.Tests.Local;

internal static class Ports
{
    public static int Free()
    {
        using var listener = Taken();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A port that is taken until disposed.</summary>
    public static TcpListener Taken()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
