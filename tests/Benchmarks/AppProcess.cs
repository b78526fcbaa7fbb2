using System.Diagnostics;
using System.Net.Sockets;
using Followup.Local;
using Followup.Shared.Hr;

namespace Followup.Benchmarks;

/// <summary>The function app alone, with the tables and the bus of another process: its memory is its own.</summary>
internal sealed class AppProcess(Process process, HttpClient http) : IAsyncDisposable
{
    private const string Key = "benchmark";

    public HttpClient Http => http;

    public static async Task<AppProcess> StartAsync(LocalSystem system)
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var secret = Convert.ToBase64String(new byte[32]);
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Followup.dll"), $"--LocalWorker:Port={port}", $"--LocalWorker:FunctionKey={Key}", $"--ServiceBus={system.ServiceBusConnection}",
            $"--Tables={system.TablesConnection}", "--SendGrid:ApiKey=none", "--Mail:FromAddress=learning@followup.example", $"--Links:BaseUrl=http://127.0.0.1:{port}", "--Links:KeyId=k",
            $"--Links:Keys:k={secret}", $"--Exports:PseudonymKey={secret}", "--WEBSITE_AUTH_ENABLED=true",
        ]))!;
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromHours(3) };
        http.DefaultRequestHeaders.Add("x-functions-key", Key);
        http.DefaultRequestHeaders.Add(Principal.Header, Principal.Encode("benchmark", HrAccess.Role));
        while (true)
        {
            try
            {
                (await http.GetAsync(new Uri("health", UriKind.Relative))).EnsureSuccessStatusCode();
                return new(process, http);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentMemory()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
