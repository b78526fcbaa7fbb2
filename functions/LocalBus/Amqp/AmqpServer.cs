using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;

namespace Followup.LocalBus.Amqp;

/// <summary>Listens on the loopback address and lets everybody in, as the cloud's emulator does.</summary>
internal sealed class AmqpServer : IDisposable
{
    private static readonly AmqpVersion Version = new(1, 0, 0);

    private readonly AmqpConnectionListener listener;

    private AmqpServer(AmqpConnectionListener listener, int port) => (this.listener, Port) = (listener, port);

    public int Port { get; }

    public static AmqpServer Start(int port, IRuntimeProvider links)
    {
        for (var tries = port == 0 ? 5 : 1; ; tries--)
        {
            var chosen = port == 0 ? FreePort() : port;
            var listener = new AmqpConnectionListener([$"amqp://127.0.0.1:{chosen}"], Settings(links), ConnectionSettings());
            try
            {
                listener.Open();
                return new(listener, chosen);
            }
            catch (SocketException) when (tries > 1)
            {
                // somebody took the free port in between
            }
            catch (SocketException e)
            {
                throw new IOException($"The port {chosen} of the bus is taken by another program or may not be used.", e);
            }
        }
    }

    public void Dispose() => listener.Close();

    // The listener of the library does not tell which port it got, so a free port is asked for first.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static AmqpSettings Settings(IRuntimeProvider links)
    {
        var sasl = new SaslTransportProvider();
        sasl.Versions.Add(Version);
        sasl.AddHandler(new SaslAnonymousHandler("MSSBCBS")); // the one mechanism of the .NET client
        sasl.AddHandler(new SaslAnonymousHandler());
        return new AmqpSettings { RuntimeProvider = links, TransportProviders = { sasl } };
    }

    private static AmqpConnectionSettings ConnectionSettings() =>
        new() { ContainerId = "LocalBus", MaxFrameSize = 64 * 1024, ChannelMax = 8191, IdleTimeOut = 240_000 };
}
