using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Peers;

/// <summary>
/// The same job on Hangfire and on Quartz.NET, both with PostgreSQL, and on the product, one after the other in several passes: N mails are
/// scheduled 42 days ahead; then N that are due are sent. Each pass has other settings, and of each system the best is told.
/// </summary>
internal static class PeersBenchmark
{
    private static readonly string[] Systems = ["bare", "followup", "hangfire", "quartz"];

    // calls at a time while scheduling, mails at a time while sending
    private static readonly (int Callers, int Workers)[] Passes = [(8, 20), (16, 50), (1, 20)];

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        await using var postgres = await PostgresServer.StartAsync(ct);
        List<SeenOfPeer> seen = [];
        foreach (var (callers, workers) in Passes.Take(scale.Of(1, Passes.Length, Passes.Length)))
        {
            foreach (var system in Systems)
            {
                await using var mails = await CatcherOfPeers.StartAsync(ct);
                var database = system is "hangfire" or "quartz" ? await postgres.NewDatabaseAsync(ct) : "";
                var count = scale.ItemsOf(50, 1_000, 10_000);
                var setup = new PeerSetup(system, count, callers, workers, mails.Address, CatcherOfPeers.Key, database);
                seen.AddRange(await MeasureAsync(setup, mails, postgres, ct));
            }
        }
        return Best(seen);
    }

    private static async Task<IReadOnlyList<SeenOfPeer>> MeasureAsync(
        PeerSetup setup, CatcherOfPeers mails, PostgresServer postgres, CancellationToken ct)
    {
        WatchedProcess[] database = setup.Database == "" ? [] : [postgres.Watched];
        await using var peer = await MeasuredPeer.StartAsync(setup, mails, database, ct);
        List<SeenOfPeer> seen = [];
        for (var round = 0; round < MeasuredPeer.Rounds.Count; round++)
        {
            await peer.PrepareAsync(round, ct);
            var schedule = await peer.ScheduleAsync(round, ct);
            if (setup.System != "bare") Saw("schedule", schedule);
            Saw("drain", await peer.DrainAsync(round, ct));

            void Saw(string work, Measure measure)
            {
                var name = $"{setup.System}: {work}, {MeasuredPeer.Rounds[round]}";
                // the product has no setting for how much it sends at a time
                if (work == "schedule") name += $" ({setup.Callers} at a time)";
                else if (setup.System != "followup") name += $" ({setup.Workers} at a time)";
                Console.Error.WriteLine($"{name}: {measure.ItemsPerSecond:0} a second");
                seen.Add(new(setup.System, work, MeasuredPeer.Rounds[round], measure with { Name = name }));
            }
        }
        return seen;
    }

    /// <summary>Of each system the best pass; the floor of what is sent are the bare mails.</summary>
    private static IReadOnlyList<Measure> Best(IEnumerable<SeenOfPeer> seen)
    {
        var best = seen
            .GroupBy(one => (one.Work, one.Round, one.System))
            .Select(same => same.MaxBy(one => one.Measure.ItemsPerSecond)!)
            .OrderByDescending(one => one.Work)
            .ThenBy(one => one.Round)
            .ToList();
        var floors = best.Where(one => one.System == "bare").ToDictionary(one => (one.Work, one.Round), one => one.Measure.ItemsPerSecond);
        return [.. best.Select(one => floors.TryGetValue((one.Work, one.Round), out var floor) && one.System != "bare"
            ? one.Measure with { FloorItemsPerSecond = floor }
            : one.Measure)];
    }

    private sealed record SeenOfPeer(string System, string Work, string Round, Measure Measure);
}
