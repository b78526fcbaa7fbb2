using Followup.Benchmarks.Harness;
using Npgsql;
using Quartz;

namespace Followup.Benchmarks.Peers;

/// <summary>
/// Quartz.NET with PostgreSQL: triggers of one durable job a batch, stored a hundred a call, and as many acquired a round as there are
/// threads.
/// </summary>
internal sealed class QuartzPeer(PeerSetup setup, IScheduler scheduler) : IPeer
{
    private const int Batch = 100;
    private const string Due = "due";

    public IReadOnlyDictionary<string, int> Processes { get; } = new Dictionary<string, int>();

    public ServiceCalls Calls { get; } = new(null, null, null);

    public static async Task<QuartzPeer> StartAsync(PeerSetup setup, CancellationToken ct)
    {
        var builder = QuartzSchedulerBuilder.Create(quartz => quartz
            .UseDefaultThreadPool(setup.Workers)
            .ConfigureScheduler(options => options.MaxBatchSize = setup.Workers)
            .UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, setup.Database);
                store.ProvisionSchema();
                store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
            }));
        return new(setup, await builder.BuildScheduler(ct));
    }

    public Task PrepareAsync(int round, CancellationToken ct) => Task.CompletedTask;

    public Task ScheduleAsync(int round, CancellationToken ct) => ScheduleAsync(round, "waits", TimeSpan.FromDays(42), ct);

    public Task MakeDueAsync(int round, CancellationToken ct) => ScheduleAsync(round, Due, TimeSpan.Zero, ct);

    public async Task SendDueAsync(int round, CancellationToken ct) => await scheduler.Start(ct);

    public async Task RestAsync(CancellationToken ct)
    {
        // a trigger that has fired for the last time is deleted when its job is done
        var due = GroupMatcher<TriggerKey>.GroupEquals(Due);
        while ((await scheduler.GetTriggerKeys(due, ct)).Count > 0) await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        await scheduler.Standby(ct);
    }

    public async ValueTask DisposeAsync() => await scheduler.Shutdown(waitForJobsToComplete: true);

    private Task ScheduleAsync(int round, string group, TimeSpan delay, CancellationToken ct)
    {
        var at = TimeProvider.System.GetUtcNow() + delay;
        return setup.ForEachAtOnceAsync(setup.Recipients(round).Chunk(Batch), async recipients =>
        {
            var job = JobBuilder.Create<QuartzMail>().WithIdentity($"mail-{recipients[0].Id}", group).StoreDurably().Build();
            IReadOnlyCollection<ITrigger> triggers = [.. recipients.Select(recipient => TriggerBuilder.Create()
                .WithIdentity(recipient.Id, group)
                .ForJob(job)
                .UsingJobData(QuartzMail.Address, recipient.Address)
                .StartAt(at)
                // or those that wait longer than a minute go through the handler of misfires, twenty at a time
                .WithSimpleSchedule(simple => simple.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
                .Build())];
            await scheduler.ScheduleJobs(
                new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>> { [job] = triggers }, cancellationToken: ct);
        });
    }
}

/// <summary>The job; public, because Quartz makes it by its name.</summary>
public sealed class QuartzMail : IJob
{
    public const string Address = "address";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await PeerMail.SendAsync(context.MergedJobDataMap.GetString(Address)!);
}
