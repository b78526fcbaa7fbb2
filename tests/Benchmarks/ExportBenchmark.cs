namespace Followup.Benchmarks;

/// <summary>The memory that an export needs: the app's highest resident memory while it writes, seen ten times a second.</summary>
internal static class ExportMemory
{
    public static async Task MeasureAsync(AppProcess app, string? program)
    {
        var (query, ofProgram) = program is null ? ("", "") : ($"?program={program}", $" of {program}");
        foreach (var file in new[] { "responses.csv", "responses.jsonl", "results.xlsx" })
        {
            var began = TimeProvider.System.GetTimestamp();
            var (bytes, most) = (0L, 0L);
            using var done = new CancellationTokenSource();
            var watch = Task.Run(async () =>
            {
                for (; !done.IsCancellationRequested; await Task.Delay(100)) most = Math.Max(most, app.ResidentMemory());
            });
            await using (var body = await app.Http.GetStreamAsync(new Uri($"api/export/{file}{query}", UriKind.Relative)))
            {
                var buffer = new byte[64 * 1024];
                for (int read; (read = await body.ReadAsync(buffer)) > 0;) bytes += read;
            }
            await done.CancelAsync();
            await watch;
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine(
                $"{file}{ofProgram}: {bytes / 1e6:0.0} MB in {seconds:0.0} s, resident memory up to {most / 1e6:0} MB");
        }
    }
}
