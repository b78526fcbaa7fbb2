using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Peers;

/// <summary>One system in a process of its own, and what its rounds take, seen from here.</summary>
internal sealed class MeasuredPeer : IAsyncDisposable
{
    /// <summary>First in a fresh process, then once more in the same.</summary>
    public static readonly IReadOnlyList<string> Rounds = ["cold", "warm"];

    private readonly PeerSetup setup;
    private readonly CatcherOfPeers mails;
    private readonly PeerClient peer;
    private readonly WatchedProcess[] watched;

    private MeasuredPeer(PeerSetup setup, CatcherOfPeers mails, PeerClient peer, IEnumerable<WatchedProcess> beside)
    {
        (this.setup, this.mails, this.peer) = (setup, mails, peer);
        watched = [.. peer.Watched, .. beside, WatchedProcess.Of("mail catcher", Environment.ProcessId)];
    }

    /// <param name="beside">Processes that are not the system's own, and work for it.</param>
    public static async Task<MeasuredPeer> StartAsync(
        PeerSetup setup, CatcherOfPeers mails, IEnumerable<WatchedProcess> beside, CancellationToken ct) =>
        new(setup, mails, await PeerClient.StartAsync(setup, ct), beside);

    public Task PrepareAsync(int round, CancellationToken ct) => peer.StepAsync(nameof(IPeer.PrepareAsync), round, ct);

    public async Task<Measure> ScheduleAsync(int round, CancellationToken ct)
    {
        var before = Calls();
        var schedule = await Work.MeasureAsync(
            "", setup.Completions, watched, () => peer.StepAsync(nameof(IPeer.ScheduleAsync), round, ct));
        return schedule with { CallsPerItem = (Calls() - before) / setup.Completions };
    }

    /// <summary>Lets what was scheduled be due, and measures until the last mail has come. Each recipient must have got one.</summary>
    public async Task<Measure> DrainAsync(int round, CancellationToken ct)
    {
        await peer.StepAsync(nameof(IPeer.MakeDueAsync), round, ct);
        var before = Calls();
        var sending = Task.CompletedTask;
        var drain = await Work.MeasureAsync("", setup.Mails, watched, async () =>
        {
            var all = mails.UntilAsync(round, setup.Mails, ct);
            sending = peer.StepAsync(nameof(IPeer.SendDueAsync), round, ct);
            // a system that fails ends this at once; one that has begun to send goes on
            await await Task.WhenAny(all, sending);
            await all;
        });
        await sending;
        await peer.StepAsync(nameof(IPeer.RestAsync), round, ct);
        mails.Check(setup.Recipients(round));
        return drain with { CallsPerItem = (Calls() - before) / setup.Mails };
    }

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private ServiceCalls Calls() => peer.Calls with { Provider = mails.Calls };
}
