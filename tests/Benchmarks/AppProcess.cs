using Followup.Benchmarks.Harness;
using Followup.Local;
using Followup.LocalHost;
using Followup.LocalHost.Worker;
using Followup.Shared.Hr;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.Benchmarks;

/// <summary>
/// The function app under a host of its own, with the tables and the bus of another system: its process holds nothing but the app.
/// </summary>
internal sealed class AppProcess(FunctionsHost host, HttpClient http) : IAsyncDisposable
{
    private const string Key = "benchmark";

    public HttpClient Http => http;

    public WatchedProcess Watched => WatchedProcess.Of("app", host.WorkerProcessId);

    public static async Task<AppProcess> StartAsync(LocalSystem system, CancellationToken ct)
    {
        var port = FreePort.Or(0);
        var secret = Convert.ToBase64String(new byte[32]);
        var settings = new Dictionary<string, string>
        {
            ["ServiceBus"] = system.ServiceBusConnection,
            ["Tables"] = system.TablesConnection,
            ["SendGrid:ApiKey"] = "none",
            ["Mail:FromAddress"] = "learning@followup.example",
            ["Links:BaseUrl"] = $"http://127.0.0.1:{port}",
            ["Links:KeyId"] = "k",
            ["Links:Keys:k"] = secret,
            ["Results:LotKey"] = secret,
            ["WEBSITE_AUTH_ENABLED"] = "true",
        };
        var options = new FunctionsHostOptions(system.AppDirectory, settings, port, Key, TimeProvider.System);
        var host = await FunctionsHost.StartAsync(options, WorkerProcess.With(), NullLoggerFactory.Instance, ct);
        var http = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromHours(3) };
        http.DefaultRequestHeaders.Add("x-functions-key", Key);
        http.DefaultRequestHeaders.Add(Principal.Header, Principal.Encode("benchmark", HrAccess.Role, HrAccess.IdentifiedRole));
        return new(host, http);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }
}
