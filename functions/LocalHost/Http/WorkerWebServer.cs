using System.Net.Sockets;

namespace Followup.LocalHost.Http;

internal static class WorkerWebServer
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Waits until the worker's web server takes connections, and returns its address. The server may start after the worker has told that
    /// address and loaded its functions; no message says when.
    /// </summary>
    public static async Task<Uri> ListensAsync(string address, CancellationToken ct)
    {
        var uri = new Uri(address);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(uri.Host, uri.Port, ct);
                return uri;
            }
            catch (SocketException)
            {
                await Task.Delay(Poll, TimeProvider.System, ct);
            }
        }
    }
}
