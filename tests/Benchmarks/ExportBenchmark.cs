using Azure.Data.Tables;
using Followup.Benchmarks.Harness;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Benchmarks;

/// <summary>
/// How long exports take over all responses, and the app's memory while it writes them: of rounds, which are few rows, and of every answer
/// with names. Their floor: a client that reads the responses, page after page.
/// </summary>
internal static class ExportBenchmark
{
    private static readonly string[] Paths =
        ["export/summary.csv", "export/groups.csv", "export/results.xlsx", "export/responses.csv?identified=true"];

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        await using var stored = await StoredResponses.MakeAsync(scale, ct);
        await using var app = await AppProcess.StartAsync(stored.System, ct);
        List<Measure> measures = [];
        foreach (var path in Paths)
        {
            var before = stored.Calls;
            var bytes = 0L;
            var measure = await Work.MeasureAsync("", stored.Responses, [app.Watched], async () =>
            {
                await using var body = await app.Http.GetStreamAsync(new Uri(path, UriKind.Relative), ct);
                var buffer = new byte[64 * 1024];
                for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;) bytes += read;
            });
            measures.Add(measure with
            {
                Name = $"export: {path}, {bytes / 1e6:0.0} MB",
                CallsPerItem = (stored.Calls - before) / stored.Responses,
            });
        }
        var floor = await FloorAsync(stored, ct);
        return [stored.Round, floor, .. measures.Select(measure => measure with { FloorItemsPerSecond = floor.ItemsPerSecond })];
    }

    private static async Task<Measure> FloorAsync(StoredResponses stored, CancellationToken ct)
    {
        var rows = stored.System.Services.GetRequiredService<Tables>().Responses;
        var before = stored.Calls;
        var floor = await Work.MeasureAsync(
            "export: floor", stored.Responses, [WatchedProcess.Of("client, storage", Environment.ProcessId)],
            async () => await rows.QueryAsync<TableEntity>(cancellationToken: ct).CountAsync(ct));
        return floor with { CallsPerItem = (stored.Calls - before) / stored.Responses };
    }
}
