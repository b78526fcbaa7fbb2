using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks;

/// <summary>
/// How long HR's pages take, from the request to the last byte, seen from a client on the same machine: a little more than the server's own
/// time.
/// </summary>
internal static class ResultsBenchmark
{
    private const int WarmUps = 100, Times = 200;

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        await using var stored = await StoredResponses.MakeAsync(scale, ct);
        await using var app = await AppProcess.StartAsync(stored.System, ct);
        return
        [
            await MeasurePageAsync("results: /", _ => ""),
            await MeasurePageAsync("results: /results/{id}", i => $"results/{Program(i)}"),
            await MeasurePageAsync("results: /results/{id}?department=", i => $"results/{Program(i)}?department=Claims"),
        ];

        string Program(int i) => stored.Programs[i % stored.Programs.Count];

        async Task<Measure> MeasurePageAsync(string name, Func<int, string> path)
        {
            for (var i = 0; i < WarmUps; i++) await GetAsync(i);
            var times = new SingleTimes();
            var before = stored.Calls;
            var measure = await Work.MeasureAsync(name, Times, [app.Watched], async () =>
            {
                for (var i = 0; i < Times; i++) await times.OfAsync(() => GetAsync(i));
            });
            return times.In(measure with { CallsPerItem = (stored.Calls - before) / Times });

            Task<byte[]> GetAsync(int i) => app.Http.GetByteArrayAsync(new Uri(path(i), UriKind.Relative), ct);
        }
    }
}
