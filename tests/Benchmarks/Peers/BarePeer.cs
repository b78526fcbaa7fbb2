using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Peers;

/// <summary>Nothing but the mails: the floor of all, as it stores nothing and each mail is one call.</summary>
internal sealed class BarePeer(PeerSetup setup) : IPeer
{
    public IReadOnlyDictionary<string, int> Processes { get; } = new Dictionary<string, int>();

    public ServiceCalls Calls { get; } = new(null, null, null);

    public Task PrepareAsync(int round, CancellationToken ct) => Task.CompletedTask;

    public Task ScheduleAsync(int round, CancellationToken ct) => Task.CompletedTask;

    public Task MakeDueAsync(int round, CancellationToken ct) => Task.CompletedTask;

    public Task SendDueAsync(int round, CancellationToken ct) => Parallel.ForEachAsync(
        setup.Recipients(round),
        new ParallelOptions { MaxDegreeOfParallelism = setup.Workers, CancellationToken = ct },
        async (recipient, _) => await PeerMail.SendAsync(recipient.Address));

    public Task RestAsync(CancellationToken ct) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
