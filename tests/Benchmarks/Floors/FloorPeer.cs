using Followup.Benchmarks.Harness;
using Followup.Benchmarks.Peers;

namespace Followup.Benchmarks.Floors;

/// <summary>The fewest calls that could do the product's work, on the product's own parts: its floor.</summary>
internal sealed class FloorPeer(PeerSetup setup, RawSystem raw) : IPeer
{
    public IReadOnlyDictionary<string, int> Processes { get; } = new Dictionary<string, int>();

    public ServiceCalls Calls => raw.Calls;

    public static async Task<FloorPeer> StartAsync(PeerSetup setup, CancellationToken ct) => new(setup, await RawSystem.StartAsync(ct));

    public Task PrepareAsync(int round, CancellationToken ct) => IntakeFloor.ImportAsync(raw, setup.Recipients(round), ct);

    public Task ScheduleAsync(int round, CancellationToken ct) => ScheduleFloor.RunAsync(raw, setup.Learners(round), ct);

    public Task MakeDueAsync(int round, CancellationToken ct) => DrainFloor.MakeDueAsync(raw, setup, round, ct);

    public Task SendDueAsync(int round, CancellationToken ct) => DrainFloor.RunAsync(raw, setup.Mails, ct);

    public Task RestAsync(CancellationToken ct) => Task.CompletedTask;

    public ValueTask DisposeAsync() => raw.DisposeAsync();
}
