using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks;

/// <summary>
/// How long exports take, and the app's memory while it writes them. All responses are exported at full scale only, else those of one
/// program: Azurite reads through all rows of a table for each page, so the three files of a million responses take some forty minutes.
/// </summary>
internal static class ExportBenchmark
{
    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        await using var stored = await StoredResponses.MakeAsync(scale, ct);
        await using var app = await AppProcess.StartAsync(stored.System, ct);
        var (query, responses) = scale == Scale.Full ? ("", stored.Responses) : ($"?program={stored.Programs[0]}", stored.ResponsesOfFirst);
        List<Measure> measures = [];
        foreach (var file in (string[])["responses.csv", "responses.jsonl", "results.xlsx"])
        {
            var watch = ProcessWatch.Start(app.Watched);
            var began = TimeProvider.System.GetTimestamp();
            var bytes = 0L;
            await using (var body = await app.Http.GetStreamAsync(new Uri($"api/export/{file}{query}", UriKind.Relative), ct))
            {
                var buffer = new byte[64 * 1024];
                for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;) bytes += read;
            }
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            measures.Add(new($"export: {file}, {bytes / 1e6:0.0} MB", responses, seconds) { Processes = await watch.StopAsync() });
        }
        return measures;
    }
}
