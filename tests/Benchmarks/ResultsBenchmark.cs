using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks;

/// <summary>
/// How long HR's pages take, from the request to the last byte, seen from a client on the same machine: a little more than the server's own
/// time.
/// </summary>
internal static class ResultsBenchmark
{
    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        await using var stored = await StoredResponses.MakeAsync(scale, ct);
        await using var app = await AppProcess.StartAsync(stored.System, ct);
        var (warmUps, times) = (scale.Of(10, 100, 100), scale.Of(20, 200, 200));
        return
        [
            stored.Round,
            await MeasurePageAsync("results: /", _ => ""),
            await MeasurePageAsync("results: /results/{id}", i => $"results/{Program(i)}"),
            await MeasurePageAsync("results: /results/{id}?department=", i => $"results/{Program(i)}?department=Claims"),
        ];

        string Program(int i) => stored.Programs[i % stored.Programs.Count];

        async Task<Measure> MeasurePageAsync(string name, Func<int, string> path)
        {
            for (var i = 0; i < warmUps; i++) await GetAsync(i);
            var single = new SingleTimes();
            var before = stored.Calls;
            var measure = await Work.MeasureAsync(name, times, [app.Watched], async () =>
            {
                for (var i = 0; i < times; i++) await single.OfAsync(() => GetAsync(i));
            });
            return single.In(measure with { CallsPerItem = (stored.Calls - before) / times });

            Task<byte[]> GetAsync(int i) => app.Http.GetByteArrayAsync(new Uri(path(i), UriKind.Relative), ct);
        }
    }
}
