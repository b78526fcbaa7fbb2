using Followup.Benchmarks.Harness;
using Followup.Benchmarks.Peers;

namespace Followup.Benchmarks;

/// <summary>
/// Rounds by the fewest raw calls, and the same by the product, each in a fresh process. Of the first the best counts: a floor says what
/// could be, and its process has compiled little before the first rounds are over.
/// </summary>
internal static class BesideFloor
{
    private const int RoundsOfFloor = 4;

    /// <param name="is">What is measured of the product, for its lines.</param>
    /// <param name="work">What is measured of a round for which everybody has been imported.</param>
    public static async Task<IReadOnlyList<Measure>> MeasureAsync(
        string name, string @is, int completions, int reports,
        Func<MeasuredPeer, int, CancellationToken, Task<Measure>> work, CancellationToken ct)
    {
        // before the product: by then this process has compiled the mail catcher
        var floor = (await RoundsAsync("floor", RoundsOfFloor)).MaxBy(round => round.ItemsPerSecond)!;
        var rounds = await RoundsAsync("followup", MeasuredPeer.Rounds.Count);
        return
        [
            floor with { Name = $"{name}: floor" },
            .. rounds.Zip(MeasuredPeer.Rounds, (measure, round) => measure with
            {
                Name = $"{name}: {@is}, {round}",
                FloorItemsPerSecond = floor.ItemsPerSecond,
            }),
        ];

        async Task<IReadOnlyList<Measure>> RoundsAsync(string system, int count)
        {
            await using var mails = await CatcherOfPeers.StartAsync(ct);
            var setup = new PeerSetup(
                system, completions, Callers: 8, Workers: 0, mails.Address, CatcherOfPeers.Key, Reports: reports);
            await using var peer = await MeasuredPeer.StartAsync(setup, mails, [], ct);
            List<Measure> measures = [];
            for (var round = 0; round < count; round++)
            {
                await peer.PrepareAsync(round, ct);
                measures.Add(await work(peer, round, ct));
                Console.Error.WriteLine($"{name}: {system}, round {round + 1}: {measures[^1].ItemsPerSecond:0} a second");
            }
            return measures;
        }
    }
}
