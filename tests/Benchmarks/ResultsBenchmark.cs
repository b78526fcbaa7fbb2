namespace Followup.Benchmarks;

/// <summary>
/// How long pages take, from the request to the last byte, seen from a client on the same machine: a little more than the server's own
/// time.
/// </summary>
internal static class PageTimes
{
    private const int WarmUps = 100, Times = 200;

    public static async Task MeasureAsync(AppProcess app, IReadOnlyList<string> programs)
    {
        await MeasurePageAsync("/", app.Http, _ => "");
        await MeasurePageAsync("/results/{id}", app.Http, i => $"results/{programs[i % programs.Count]}");
        await MeasurePageAsync("/results/{id}?department=", app.Http, i => $"results/{programs[i % programs.Count]}?department=Claims");
    }

    private static async Task MeasurePageAsync(string name, HttpClient http, Func<int, string> path)
    {
        List<double> milliseconds = [];
        for (var i = -WarmUps; i < Times; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await http.GetByteArrayAsync(new Uri(path(i + WarmUps), UriKind.Relative));
            if (i >= 0) milliseconds.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }
        milliseconds.Sort();
        Console.WriteLine($"{name}: median {milliseconds[Times / 2]:0.0} ms, 95 of 100 within {milliseconds[Times * 95 / 100]:0.0} ms");
    }
}
