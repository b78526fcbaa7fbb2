using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.Benchmarks.Harness;
using Followup.Local;
using Followup.LocalBus;
using Followup.LocalStorage;
using Followup.Shared.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.Benchmarks.Floors;

/// <summary>
/// The parts below the product, LocalStorage and the bus, with nothing on them but the genuine clients, which have sixteen calls under way
/// at a time: as many as the app has.
/// </summary>
internal sealed class RawSystem : IAsyncDisposable
{
    private const int AtOnce = 16;
    // of a hundred each: enough that sixteen calls are always under way
    private const int ChunksAtOnce = 8;

    private readonly SemaphoreSlim free = new(AtOnce);
    private readonly DirectoryInfo folder;
    private readonly LocalStorageServer storage;
    private readonly LocalBusServer bus;

    private RawSystem(DirectoryInfo folder, LocalStorageServer storage)
    {
        (this.folder, this.storage) = (folder, storage);
        var settings = new LocalBusSettings(Path.Combine(folder.FullName, "bus.db"), Port: 0, DeclaredQueues.All);
        bus = LocalBusServer.Start(settings, TimeProvider.System, NullLoggerFactory.Instance);
        Bus = new(bus.ConnectionString);
        Completions = Bus.CreateSender("completions");
        Due = Bus.CreateSender("due");
        Tables = new(new TableServiceClient(storage.ConnectionString));
    }

    public Tables Tables { get; }

    public ServiceBusClient Bus { get; }

    public ServiceBusSender Completions { get; }

    public ServiceBusSender Due { get; }

    public ServiceCalls Calls => new(storage.TableRequests, bus.Operations, Provider: null);

    public static async Task<RawSystem> StartAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        var settings = new LocalStorageSettings(Path.Combine(folder.FullName, "storage"));
        var raw = new RawSystem(
            folder, await LocalStorageServer.StartAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, ct));
        await raw.Tables.MakeAsync(ct);
        return raw;
    }

    /// <summary>Makes one call as soon as less than sixteen are under way.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        await free.WaitAsync(ct);
        try
        {
            return await call();
        }
        finally
        {
            free.Release();
        }
    }

    public Task CallAsync(Func<Task> call, CancellationToken ct) => CallAsync(
        async () =>
        {
            await call();
            return 0;
        },
        ct);

    /// <summary>One call for each item.</summary>
    public Task<TResult[]> CallForEachAsync<T, TResult>(IEnumerable<T> items, Func<T, Task<TResult>> call, CancellationToken ct) =>
        Task.WhenAll(items.Select(item => CallAsync(() => call(item), ct)));

    public Task CallForEachAsync<T>(IEnumerable<T> items, Func<T, Task> call, CancellationToken ct) =>
        Task.WhenAll(items.Select(item => CallAsync(() => call(item), ct)));

    /// <summary>Writes rows of one partition in transactions of a hundred. They have their new ETags then.</summary>
    public Task WriteAsync<T>(TableClient table, TableTransactionActionType kind, IEnumerable<T> rows, CancellationToken ct)
        where T : ITableEntity =>
        CallForEachAsync(
            rows.Chunk(100),
            async chunk =>
            {
                var answers = await table.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(kind, row, row.ETag)), ct);
                foreach (var (i, row) in chunk.Index()) row.ETag = answers.Value[i].Headers.ETag ?? row.ETag;
            },
            ct);

    public static Task ForEachHundredAsync<T>(IEnumerable<T> items, Func<T[], Task> work, CancellationToken ct)
    {
        var limited = new ParallelOptions { MaxDegreeOfParallelism = ChunksAtOnce, CancellationToken = ct };
        return Parallel.ForEachAsync(items.Chunk(100), limited, async (chunk, _) => await work(chunk));
    }

    /// <summary>Receives so many messages, and works on each hundred as soon as it is there.</summary>
    public async Task ReceiveAsync(
        string queue, int count, Func<ServiceBusReceiver, IReadOnlyList<ServiceBusReceivedMessage>, Task> work, CancellationToken ct)
    {
        await using var receiver = Bus.CreateReceiver(queue);
        List<Task> working = [];
        for (var hundred = new List<ServiceBusReceivedMessage>(); count > 0;)
        {
            var messages = await receiver.ReceiveMessagesAsync(Math.Min(100 - hundred.Count, count), cancellationToken: ct);
            hundred.AddRange(messages);
            count -= messages.Count;
            if (hundred.Count < 100 && count > 0) continue;
            working.Add(work(receiver, hundred));
            hundred = [];
        }
        await Task.WhenAll(working);
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await bus.DisposeAsync();
        await storage.DisposeAsync();
        folder.Delete(recursive: true);
        free.Dispose();
    }
}
