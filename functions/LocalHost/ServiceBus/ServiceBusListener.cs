using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Followup.LocalHost.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost.ServiceBus;

/// <summary>
/// Listens to the queue of every Service Bus function. At the end, invocations have a time to finish before their token is cancelled;
/// an invocation that then still runs is left behind, and its message comes again when its lock ends.
/// </summary>
internal sealed class ServiceBusListener(
    WorkerChannel channel, LockedMessages locked, HostJson host, IConfiguration settings, ILoggerFactory logs, TimeSpan toFinish)
    : IAsyncDisposable
{
    private readonly Dictionary<string, ServiceBusClient> clients = [];
    private readonly List<IAsyncDisposable> receiving = [];
    private readonly CancellationTokenSource hurry = new();

    public async Task StartAsync(IEnumerable<Function> functions)
    {
        // all receivers are made first, so that a setting that is missing stops the start before a message has been received
        (Function Function, string Queue, ServiceBusClient Client)[] triggered =
        [
            .. functions.Where(function => function.TriggerType == "serviceBusTrigger")
                .Select(function => (function, QueueOf(function), ClientOf(function))),
        ];
        var logger = logs.CreateLogger<ServiceBusListener>();
        foreach (var (function, queue, client) in triggered)
        {
            receiving.Add(function.Text("cardinality") == "Many"
                ? new BatchReceiving(client, queue, function, channel, locked, host, logger, hurry.Token)
                : await QueueReceiving.StartAsync(client, queue, function, channel, locked, host, logger, hurry.Token));
        }
    }

    /// <summary>Also called where the listener never got to listen, because another part could not start.</summary>
    public async ValueTask DisposeAsync()
    {
        var ending = Task.WhenAll(receiving.Select(queue => queue.DisposeAsync().AsTask()));
        await Task.WhenAny(ending, Task.Delay(toFinish, TimeProvider.System));
        await hurry.CancelAsync();
        foreach (var client in clients.Values) await client.DisposeAsync();
        hurry.Dispose();
    }

    private static string QueueOf(Function function) =>
        function.Flag("isSessionsEnabled") == true ? throw function.LeftOut("takes sessions")
        : function.Text("queueName") ?? throw function.LeftOut("listens to a topic");

    private ServiceBusClient ClientOf(Function function)
    {
        var connection = function.Text("connection") ?? "ServiceBus";
        if (clients.TryGetValue(connection, out var known)) return known;
        return clients[connection] =
            settings[connection] is { Length: > 0 } text ? new(text)
            : settings[$"{connection}:fullyQualifiedNamespace"] is { Length: > 0 } name ? new(name, new DefaultAzureCredential())
            : throw new InvalidOperationException(
                $"The function '{function.Name}' needs the setting {connection} (a connection string) "
                + $"or {connection}:fullyQualifiedNamespace.");
    }
}
