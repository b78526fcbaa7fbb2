using Followup.Benchmarks.Harness;
using Followup.Local;
using Followup.Local.Demo;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Benchmarks.Parts;

/// <summary>
/// The whole system as a program, started again and again on a store that is there: until it says that it is running, and from then until
/// HR's first page is there. The store has the rows of so many completions, and as many alarms that wait.
/// </summary>
internal static class StartBenchmark
{
    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        var completions = scale.ItemsOf(500, 5_000, 100_000);
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        try
        {
            await using (var system = await LocalSystem.StartAsync(new(folder.FullName, Port: 0), ct))
            {
                // the app may still be making them: on a fresh store it can be called before
                await system.Services.GetRequiredService<Tables>().MakeAsync(ct);
                await new OrganizationSeed(system).RunAsync(completions, ct);
                await WaitingAlarms.SendAsync(system.ServiceBusConnection, completions, ct);
            }

            var starts = scale.Of(1, 5, 10);
            var (running, page) = (new SingleTimes(), new SingleTimes());
            using var http = new HttpClient();
            for (var i = 0; i < starts; i++)
            {
                await using var local = await running.OfAsync(() => LocalProgram.StartAsync(folder, ct));
                await page.OfAsync(() => http.GetByteArrayAsync(local.Address, ct));
            }
            return
            [
                running.In(new($"start: until running, with {completions} completions", starts, running.Seconds)),
                page.In(new("start: the first page after that, /", starts, page.Seconds)),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
