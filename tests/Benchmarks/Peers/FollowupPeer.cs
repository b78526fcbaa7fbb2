using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Peers;

/// <summary>The product as one of those that are compared.</summary>
internal sealed class FollowupPeer(PeerSetup setup, FollowupSystem system) : IPeer
{
    public IReadOnlyDictionary<string, int> Processes { get; } = new Dictionary<string, int> { ["app"] = system.AppProcessId };

    public ServiceCalls Calls => system.Calls;

    public static async Task<FollowupPeer> StartAsync(PeerSetup setup, CancellationToken ct) =>
        new(setup, await FollowupSystem.StartAsync(setup.Catcher, setup.CatcherKey, ct));

    public async Task PrepareAsync(int round, CancellationToken ct)
    {
        await system.ImportAsync(setup.Recipients(round), ct);
        await system.RestAsync(ct);
    }

    public async Task ScheduleAsync(int round, CancellationToken ct)
    {
        await system.CompleteAsync(setup.Learners(round), setup.Callers, ct);
        await system.RestAsync(ct);
    }

    public Task MakeDueAsync(int round, CancellationToken ct) => system.MakeDueAsync(ct);

    public Task SendDueAsync(int round, CancellationToken ct) => system.SendDueAsync(ct);

    public Task RestAsync(CancellationToken ct) => system.RestAsync(ct);

    public ValueTask DisposeAsync() => system.DisposeAsync();
}
