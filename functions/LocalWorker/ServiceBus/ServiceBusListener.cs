using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Followup.LocalWorker.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Followup.LocalWorker.ServiceBus;

/// <summary>Listens to the queue of every Service Bus function, from the host's start to its end.</summary>
internal sealed class ServiceBusListener(
    FunctionCatalog catalog, FunctionInvoker invoker, HostSettings host, IConfiguration settings, ILoggerFactory logs) : IHostedService
{
    private readonly Dictionary<string, ServiceBusClient> clients = [];
    private readonly List<IAsyncDisposable> listening = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var function in catalog.Functions)
        {
            if (function.Trigger is not ServiceBusTriggerAttribute trigger) continue;
            var client = ClientOf(function, trigger.Connection ?? "ServiceBus");
            var queue = catalog.Resolve(trigger.QueueName!);
            listening.Add(trigger.IsBatched
                ? BatchReceiving.Start(client.CreateReceiver(queue), function, invoker, host, logs.CreateLogger<BatchReceiving>())
                : await SingleReceiving.StartAsync(client, queue, function, invoker, host, logs.CreateLogger<SingleReceiving>(), cancellationToken));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(listening.Select(one => one.DisposeAsync().AsTask()));
        foreach (var client in clients.Values) await client.DisposeAsync();
    }

    private ServiceBusClient ClientOf(Function function, string connection)
    {
        if (clients.TryGetValue(connection, out var known)) return known;
        return clients[connection] =
            settings[connection] is { Length: > 0 } text ? new(text)
            : settings[$"{connection}:fullyQualifiedNamespace"] is { Length: > 0 } name ? new(name, new DefaultAzureCredential())
            : throw new InvalidOperationException(
                $"The function '{function.Name}' needs the setting {connection} (a connection string) or {connection}:fullyQualifiedNamespace.");
    }
}
