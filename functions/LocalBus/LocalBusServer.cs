using Followup.LocalBus.Amqp;
using Followup.LocalBus.Broker;
using Followup.LocalBus.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Followup.LocalBus;

/// <summary>Service Bus queues for one machine: the genuine client connects to them with <see cref="ConnectionString"/>.</summary>
public sealed class LocalBusServer : IAsyncDisposable
{
    private readonly MessageStore store;
    private readonly MessageBroker broker;
    private readonly AmqpServer server;
    private readonly Operations operations;

    private LocalBusServer(MessageStore store, MessageBroker broker, AmqpServer server, Operations operations) =>
        (this.store, this.broker, this.server, this.operations) = (store, broker, server, operations);

    public int Port => server.Port;

    /// <summary>
    /// What Service Bus would have charged for since the start: each transfer from a client or to one, however many messages it holds,
    /// each settlement and each request.
    /// </summary>
    public long Operations => operations.Count;

    // Any key will do, but the client wants one.
    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{Port};SharedAccessKeyName=local;SharedAccessKey=bG9jYWw=;UseDevelopmentEmulator=true;";

    /// <summary>Throws an IOException of one clear sentence if the port or the file is in use, or the file is no bus data.</summary>
    public static LocalBusServer Start(LocalBusSettings settings, TimeProvider time, ILoggerFactory logs)
    {
        MessageStore? store = null;
        MessageBroker? broker = null;
        try
        {
            store = new(settings.DatabasePath, logs.CreateLogger<MessageStore>());
            broker = new(settings.Queues, store, time, MessageBytes.AddProperties, logs.CreateLogger<MessageBroker>());
            var links = new LinkFactory(broker, logs.CreateLogger<LinkFactory>());
            return new(store, broker, AmqpServer.Start(settings.Port, links), links.Operations);
        }
        catch (Exception e)
        {
            broker?.Dispose();
            store?.Dispose();
            if (e is SqliteException) throw new IOException($"The bus data in {settings.DatabasePath} cannot be read: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Fires what is due first, so that a clock that has just jumped shows its messages as active.</summary>
    public IReadOnlyList<QueueCounts> Counts() => broker.Counts();

    /// <summary>The earliest enqueue time of a scheduled message or expiry of an active one; ends of locks are not among them.</summary>
    public DateTimeOffset? NextDue() => broker.NextDue();

    /// <summary>Lets clients go and writes what was accepted.</summary>
    public ValueTask DisposeAsync()
    {
        broker.Dispose();
        server.Dispose();
        store.Dispose();
        return ValueTask.CompletedTask;
    }
}
