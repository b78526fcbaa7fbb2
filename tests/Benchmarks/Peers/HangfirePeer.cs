using System.Collections.Concurrent;
using Followup.Benchmarks.Harness;
using Hangfire;
using Hangfire.PostgreSql;

namespace Followup.Benchmarks.Peers;

/// <summary>
/// Hangfire with PostgreSQL, with what its documentation recommends for throughput: compact types, notifications beside polling, and an
/// invisibility that slides.
/// </summary>
internal sealed class HangfirePeer : IPeer
{
    private const int SchedulersAtOnce = 8;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly PeerSetup setup;
    private readonly PostgreSqlStorage storage;
    private readonly BackgroundJobClient client;
    private BackgroundJobServer? server;

    public HangfirePeer(PeerSetup setup)
    {
        this.setup = setup;
        GlobalConfiguration.Configuration
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                connection => connection.UseNpgsqlConnection(setup.Database),
                new PostgreSqlStorageOptions
                {
                    QueuePollInterval = Poll,
                    EnableLongPolling = true,
                    UseSlidingInvisibilityTimeout = true,
                });
        storage = (PostgreSqlStorage)JobStorage.Current;
        client = new(storage);
    }

    public IReadOnlyDictionary<string, int> Processes { get; } = new Dictionary<string, int>();

    public ServiceCalls Calls { get; } = new(null, null, null);

    public Task PrepareAsync(int round, CancellationToken ct) => Task.CompletedTask;

    public Task ScheduleAsync(int round, CancellationToken ct) => ScheduleAsync(round, TimeSpan.FromDays(42));

    public Task MakeDueAsync(int round, CancellationToken ct) => ScheduleAsync(round, TimeSpan.Zero);

    public Task SendDueAsync(int round, CancellationToken ct)
    {
        server = new(
            new BackgroundJobServerOptions
            {
                WorkerCount = setup.Workers,
                SchedulePollingInterval = Poll,
                MaxDegreeOfParallelismForSchedulers = SchedulersAtOnce,
            },
            storage);
        return Task.CompletedTask;
    }

    public Task RestAsync(CancellationToken ct)
    {
        server?.Dispose();
        server = null;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task ScheduleAsync(int round, TimeSpan delay)
    {
        // there is no call that stores many, and none that is asynchronous: threads of their own
        var recipients = new ConcurrentQueue<Recipient>(setup.Recipients(round));
        return Task.WhenAll(Enumerable.Range(0, setup.Callers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (recipients.TryDequeue(out var recipient))
                {
                    var address = recipient.Address;
                    client.Schedule(() => HangfireMail.SendAsync(address), delay);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }
}

/// <summary>The job; public, because Hangfire calls it by its name.</summary>
public static class HangfireMail
{
    public static Task SendAsync(string address) => PeerMail.SendAsync(address);
}
