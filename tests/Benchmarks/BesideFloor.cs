using Followup.Benchmarks.Harness;
using Followup.Benchmarks.Peers;

namespace Followup.Benchmarks;

/// <summary>The same rounds by the fewest raw calls and then by the product, each in a fresh process.</summary>
internal static class BesideFloor
{
    /// <param name="is">What is measured of the product, for its lines.</param>
    /// <param name="work">What is measured of a round for which everybody has been imported.</param>
    public static async Task<IReadOnlyList<Measure>> MeasureAsync(
        string name, string @is, int completions, int reports,
        Func<MeasuredPeer, int, CancellationToken, Task<Measure>> work, CancellationToken ct)
    {
        var floors = await RoundsAsync("floor");
        var rounds = await RoundsAsync("followup");
        return
        [
            .. floors.Zip(MeasuredPeer.Rounds, (floor, round) => floor with { Name = $"{name}: floor, {round}" }),
            .. rounds.Zip(MeasuredPeer.Rounds, (measure, round) => measure with { Name = $"{name}: {@is}, {round}" })
                .Zip(floors, (measure, floor) => measure with { FloorItemsPerSecond = floor.ItemsPerSecond }),
        ];

        async Task<IReadOnlyList<Measure>> RoundsAsync(string system)
        {
            await using var mails = await CatcherOfPeers.StartAsync(ct);
            var setup = new PeerSetup(
                system, completions, Callers: 8, Workers: 0, mails.Address, CatcherOfPeers.Key, Reports: reports);
            await using var peer = await MeasuredPeer.StartAsync(setup, mails, [], ct);
            List<Measure> measures = [];
            for (var round = 0; round < MeasuredPeer.Rounds.Count; round++)
            {
                await peer.PrepareAsync(round, ct);
                measures.Add(await work(peer, round, ct));
                Console.Error.WriteLine($"{name}: {system}, {MeasuredPeer.Rounds[round]}: {measures[^1].ItemsPerSecond:0} a second");
            }
            return measures;
        }
    }
}
