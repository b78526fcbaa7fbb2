using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using Followup.Local;

namespace Followup.Tests.Local;

/// <summary>Local as a program of its own, as <c>dotnet run --project functions/Local</c> starts it.</summary>
internal sealed class LocalProcess : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> errors;

    private LocalProcess(Process process) => (this.process, errors) = (process, process.StandardError.ReadToEndAsync());

    public int Id => process.Id;

    public static LocalProcess Start(params string[] args) => StartWith([], args);

    public static LocalProcess StartWith(Dictionary<string, string> environment, params string[] args)
    {
        // the host by its full path: a test may take the PATH away
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        // a shell that runs the tests in the background has them ignore SIGINT, and their children with them
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", dotnet, typeof(LocalSystem).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Reads the start screen until it is whole, and asks what runs where.</summary>
    public async Task<JsonElement> RunningAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith("Functions", StringComparison.Ordinal)) continue;
            using var http = new HttpClient { BaseAddress = new Uri(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) };
            return await http.GetFromJsonAsync<JsonElement>("/_local/info", ct);
        }
        throw new InvalidOperationException($"It did not start: {await errors}");
    }

    /// <summary>Waits for its end: exit code and what it said on standard error.</summary>
    public async Task<(int Code, string Said)> EndAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, (await errors).Trim());
    }

    /// <summary>As Ctrl-C or a service manager would.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        // with its Azurite, which would still save into the folder that the test deletes next
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
