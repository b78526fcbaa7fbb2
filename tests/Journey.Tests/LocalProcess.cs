using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Followup.Journey.Tests;

/// <summary>The system as a user starts it: a process, driven from outside.</summary>
public sealed class LocalProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];

    private static readonly ConcurrentDictionary<int, int> Drawn = [];

    private LocalProcess(Process process) => this.process = process;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(5) };

    public JsonElement Info { get; private set; }

    /// <summary>What it wrote to standard output and standard error so far.</summary>
    public string Said => string.Join('\n', said);

    public static Task<LocalProcess> StartAsync(string data, params string[] options) => StartAsync(data, FreePort(), options);

    public static async Task<LocalProcess> StartAsync(string data, int port, params string[] options)
    {
        var local = new LocalProcess(Launch(["--data", data, "--port", $"{port}", .. options]));
        local.Listen();
        local.Http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        // the first start of all installs Azurite
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            if (local.process.HasExited) throw new InvalidOperationException($"Local ended with {local.process.ExitCode}: {local.Said}");
            try
            {
                local.Info = await local.Http.GetFromJsonAsync<JsonElement>("_local/info", limit.Token);
                // somebody else's system on this port would answer just as well
                Assert.Equal(local.process.Id, local.Info.GetProperty("processId").GetInt32());
                break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, limit.Token);
            }
        }
        local.Http.DefaultRequestHeaders.Add("x-functions-key", local.Info.GetProperty("functionKey").GetString());
        return local;
    }

    /// <summary>Runs it to its end: exit code, standard output, standard error.</summary>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Below the range from which the operating system hands out ports to whoever asks for any; never one twice, as it may be drawn before its user has started.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var drawn = Random.Shared.Next(10_000, 20_000);
            if (!Drawn.TryAdd(drawn, drawn)) continue;
            using var listener = new TcpListener(System.Net.IPAddress.Loopback, drawn);
            try
            {
                listener.Start();
                return drawn;
            }
            catch (SocketException)
            {
                // taken: draw again
            }
        }
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string body, string contentType)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}\n{Said}");
        return text == "" ? default : JsonDocument.Parse(text).RootElement;
    }

    public Task<JsonElement> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json, "application/json");

    public Task<JsonElement> AdvanceAsync(string period) => PostAsync($"_local/clock/advance?by={period}", "");

    /// <summary>Goes on day by day until so many invitations are out: where weekends lie depends on the day the test runs.</summary>
    public async Task<IReadOnlyList<Mail>> AdvanceUntilAsync(int invitations)
    {
        for (var days = 0; days < 6; days++)
        {
            var mails = await MailsAsync();
            if (mails.Count(mail => !mail.IsReminder) >= invitations) return mails;
            await AdvanceAsync("P1D");
        }
        throw new InvalidOperationException("The invitations did not go out within six days.");
    }

    public async Task<IReadOnlyList<Mail>> MailsAsync() => (await Http.GetFromJsonAsync<Mail[]>("_local/mails"))!;

    public Task<string> ExportAsync() => Http.GetStringAsync("export/responses.csv?identified=true");

    /// <summary>As kill -9 does it: without a word, and without its child.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Stops it as Ctrl-C or a service manager does; answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        Http.Dispose();
    }

    private static Process Launch(IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Repository.LocalDll, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private void Listen()
    {
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }
}
