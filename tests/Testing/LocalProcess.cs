using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Followup.Testing;

/// <summary>
/// Local as a program of its own, as <c>dotnet run --project functions/Local</c> starts it, driven from outside. It listens on a free port
/// unless its options name one.
/// </summary>
public sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = [];
    private readonly ConcurrentQueue<string> errors = [];
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => OnOutput(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Calls the functions and <c>/_local/</c>, with the function key.</summary>
    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>The answer of <c>/_local/info</c>: what runs where.</summary>
    public JsonElement Info { get; private set; }

    /// <summary>All that Local wrote so far, to standard output and to standard error.</summary>
    public string Written => string.Join('\n', [.. output, .. errors]);

    /// <summary>Starts Local and waits for its start screen.</summary>
    public static async Task<LocalProcess> StartAsync(string data, params string[] options)
    {
        var local = Launch(data, options);
        try
        {
            await local.UntilRunningAsync();
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs Local to its end.</summary>
    public static Task<CommandResult> RunAsync(string data, params string[] options) =>
        RunAsync(new Dictionary<string, string>(), data, options);

    /// <param name="environment">Added to the environment of this process.</param>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyDictionary<string, string> environment, string data, params string[] options)
    {
        await using var local = Launch(data, options, environment);
        return await local.EndAsync();
    }

    /// <summary>Signals as Ctrl-C (<c>INT</c>), a service manager (<c>TERM</c>) or <c>kill -9</c> (<c>KILL</c>) does.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for Local's end.</summary>
    public async Task<CommandResult> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        await process.WaitForExitAsync(limit.Token);
        return new(process.ExitCode, string.Join('\n', output).Trim(), string.Join('\n', errors).Trim());
    }

    /// <summary>Stops Local in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) Signal("TERM");
        await process.WaitForExitAsync();
        process.Dispose();
        Http.Dispose();
    }

    private static LocalProcess Launch(string data, string[] options, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] port = options.Contains("--port") ? [] : ["--port", "0"];
        // by its full path: a test may take the PATH away
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        string[] command = [dotnet, Repository.LocalDll, "--data", data, .. port, .. options];
        // a shell that runs the tests in the background has them ignore SIGINT, and their children with them
        if (OperatingSystem.IsLinux()) command = ["/usr/bin/env", "--default-signal=INT", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    private void OnOutput(string line)
    {
        output.Enqueue(line);
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Functions", var url]) address.TrySetResult(new(url));
    }

    private async Task UntilRunningAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        if (await Task.WhenAny(address.Task, process.WaitForExitAsync(ct)).WaitAsync(Limit, ct) != address.Task)
            throw new InvalidOperationException($"Local did not start: {Written}");
        Http.BaseAddress = await address.Task;
        Info = await Http.GetFromJsonAsync<JsonElement>("_local/info", ct);
        Http.DefaultRequestHeaders.Add("x-functions-key", Info.GetProperty("functionKey").GetString());
    }
}
