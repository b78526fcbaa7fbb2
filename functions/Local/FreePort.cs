using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Followup.Local;

public static class FreePort
{
    private static readonly ConcurrentDictionary<int, int> Drawn = [];

    /// <summary>
    /// The port asked for, or where that is 0 one that is free now. Not out of the range from which the operating system hands out ports
    /// by itself (32768 and up on Linux, 49152 and up elsewhere): between this look and the use of the port somebody's outgoing call would
    /// take it. The same port is never handed out twice in a process.
    /// </summary>
    public static int Or(int port)
    {
        while (port == 0)
        {
            var drawn = Random.Shared.Next(20_000, 32_000);
            if (!Drawn.TryAdd(drawn, drawn)) continue;
            using var listener = new TcpListener(IPAddress.Loopback, drawn);
            try
            {
                listener.Start();
                port = drawn;
            }
            catch (SocketException)
            {
                // taken: draw again
            }
        }
        return port;
    }
}
