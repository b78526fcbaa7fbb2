using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Followup.LocalWorker.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Followup.LocalWorker.ServiceBus;

/// <summary>
/// Listens to the queue of every Service Bus function, from the host's start to its end. At the end, invocations have the host's shutdown timeout to
/// finish before their token is cancelled; what then still runs is left behind, and its messages come again when their locks end.
/// </summary>
internal sealed class ServiceBusListener(
    FunctionCatalog catalog, FunctionInvoker invoker, HostSettings host, IConfiguration settings, ILoggerFactory logs)
    : IHostedService, IAsyncDisposable
{
    private readonly Dictionary<string, ServiceBusClient> clients = [];
    private readonly List<IAsyncDisposable> listening = [];
    private readonly CancellationTokenSource hurry = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // all of them first, so that a setting that is missing stops the start before anything has been received
        (Function, bool IsBatched, string Queue, ServiceBusClient)[] triggered =
        [
            .. from function in catalog.Functions
               let trigger = function.Trigger as ServiceBusTriggerAttribute
               where trigger is not null
               select (function, trigger.IsBatched, catalog.Resolve(trigger.QueueName!), ClientOf(function, trigger)),
        ];
        foreach (var (function, isBatched, queue, client) in triggered)
        {
            listening.Add(isBatched
                ? new BatchReceiving(client, queue, function, invoker, host, logs.CreateLogger<BatchReceiving>(), hurry.Token)
                : await SingleReceiving.StartAsync(client, queue, function, invoker, host, logs.CreateLogger<SingleReceiving>(), hurry.Token));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var ending = Task.WhenAll(listening.Select(one => one.DisposeAsync().AsTask()));
        listening.Clear();
        await ending.WaitAsync(cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        await hurry.CancelAsync();
        foreach (var client in clients.Values) await client.DisposeAsync();
        clients.Clear();
    }

    /// <summary>Also where the host never got to run, because another part could not start.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true));

    private ServiceBusClient ClientOf(Function function, ServiceBusTriggerAttribute trigger)
    {
        var connection = trigger.Connection ?? "ServiceBus";
        if (clients.TryGetValue(connection, out var known)) return known;
        return clients[connection] =
            settings[connection] is { Length: > 0 } text ? new(text)
            : settings[$"{connection}:fullyQualifiedNamespace"] is { Length: > 0 } name ? new(name, new DefaultAzureCredential())
            : throw new InvalidOperationException(
                $"The function '{function.Name}' needs the setting {connection} (a connection string) or {connection}:fullyQualifiedNamespace.");
    }
}
