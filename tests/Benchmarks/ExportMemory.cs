namespace Followup.Benchmarks;

/// <summary>What an export needs: the highest resident memory of the app while it writes, seen ten times a second.</summary>
internal static class ExportMemory
{
    public static async Task MeasureAsync(AppProcess app, string? program)
    {
        foreach (var file in new[] { "responses.csv", "responses.jsonl", "results.xlsx" })
        {
            var began = TimeProvider.System.GetTimestamp();
            var (bytes, most) = (0L, 0L);
            using var done = new CancellationTokenSource();
            var watch = Task.Run(async () =>
            {
                for (; !done.IsCancellationRequested; await Task.Delay(100)) most = Math.Max(most, app.ResidentMemory());
            });
            await using (var body = await app.Http.GetStreamAsync(new Uri($"api/export/{file}{(program is null ? "" : $"?program={program}")}", UriKind.Relative)))
            {
                var buffer = new byte[64 * 1024];
                for (int read; (read = await body.ReadAsync(buffer)) > 0;) bytes += read;
            }
            await done.CancelAsync();
            await watch;
            Console.WriteLine($"{file}{(program is null ? "" : $" of {program}")}: {bytes / 1e6:0.0} MB in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s, resident memory up to {most / 1e6:0} MB");
        }
    }
}
