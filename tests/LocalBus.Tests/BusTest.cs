using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Followup.LocalBus.Tests;

/// <summary>A bus of its own for each test, on a free port and a new file, and a genuine client connected to it.</summary>
public abstract class BusTest : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);
    protected LocalBusServer Bus { get; private set; } = default!;
    protected ServiceBusClient Client { get; private set; } = default!;
    protected ServiceBusSender Sender { get; private set; } = default!;
    protected string DatabasePath => folder.File("bus.db");
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Start(int port = 0)
    {
        Bus = LocalBusServer.Start(Settings(DatabasePath, port), Clock, NullLoggerFactory.Instance);
        Client = Connect(Bus.ConnectionString);
        Sender = Client.CreateSender("due");
    }

    protected async Task StopAsync()
    {
        await Client.DisposeAsync();
        await Bus.DisposeAsync();
    }

    internal static LocalBusSettings Settings(string path, int port) =>
        new(path, port, [new("due", TimeSpan.FromSeconds(30), 3), new("brief", TimeSpan.FromSeconds(2), 2, TimeSpan.FromDays(10))]);

    internal static ServiceBusClient Connect(string connectionString, int retries = 3) =>
        new(connectionString, new ServiceBusClientOptions
        {
            RetryOptions = new() { TryTimeout = TimeSpan.FromSeconds(10), MaxRetries = retries },
        });

    protected QueueCounts Counts(string queue = "due") => Bus.Counts().Single(counts => counts.Queue == queue);

    protected ServiceBusReceiver Receiver(
        string queue = "due", SubQueue sub = SubQueue.None, ServiceBusReceiveMode mode = ServiceBusReceiveMode.PeekLock) =>
        Client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = sub, ReceiveMode = mode });

    protected static async Task<ServiceBusReceivedMessage> ReceiveAsync(ServiceBusReceiver receiver)
    {
        var message = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(8), Ct);
        Assert.NotNull(message);
        return message;
    }

    protected static async Task AssertNothingAsync(ServiceBusReceiver receiver) =>
        Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(200), Ct));
}
