using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Followup.LocalHost.Worker;

/// <summary>The app as a process of its own, started as the Functions host starts it. It ends with its host, however that ends.</summary>
public sealed class WorkerProcess : IWorker
{
    private const int LinesKept = 100;

    // not found by the PATH, which may lead to another .NET
    private static readonly string DotNet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    private readonly ConcurrentQueue<string> errors = [];
    private readonly TaskCompletionSource<WorkerFailedException> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private readonly TimeSpan toEnd;

    private WorkerProcess(Process process, TimeSpan toEnd) => (this.process, this.toEnd) = (process, toEnd);

    public Task<WorkerFailedException> Ended => ended.Task;

    public int ProcessId => process.Id;

    /// <param name="beside">
    /// Assemblies with a <c>StartupHook</c> and a <c>HostingStartup</c>: loaded into the app without its knowing.
    /// </param>
    public static StartWorker With(params Assembly[] beside) => (start, _) => Task.FromResult<IWorker>(Start(start, beside));

    public static WorkerProcess Start(WorkerStart start, params Assembly[] beside)
    {
        // Azure's host reads there, too, what to run; it has its own .NET, and so have we
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(start.AppDirectory, "worker.config.json")));
        var assembly = config.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString()!;
        var process = new Process
        {
            StartInfo = new(DotNet,
            [
                Path.Combine(start.AppDirectory, assembly),
                .. start.Arguments.SelectMany(argument => (string[])[argument.Switch, argument.Value]),
            ])
            {
                WorkingDirectory = start.AppDirectory,
                RedirectStandardInput = true, // closed by the operating system when this process ends: see StartupHook
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        foreach (var (name, value) in Variables(start, [typeof(WorkerProcess).Assembly, .. beside]))
            process.StartInfo.Environment[name] = value;
        var worker = new WorkerProcess(process, start.ShutdownTimeout);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => worker.KeepError(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = worker.WatchAsync();
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        if (await Task.WhenAny(ended.Task, Task.Delay(toEnd, TimeProvider.System)) != ended.Task) process.Kill(entireProcessTree: true);
        await ended.Task;
        process.Dispose();
    }

    private static Dictionary<string, string> Variables(WorkerStart start, Assembly[] beside)
    {
        var environment = start.Settings.ToDictionary(
            setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = start.AppDirectory;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = start.AppDirectory;
        environment["DOTNET_STARTUP_HOOKS"] = string.Join(Path.PathSeparator, beside.Select(assembly => assembly.Location));
        environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = string.Join(';', beside.Select(assembly => assembly.GetName().Name));
        return environment;
    }

    private void KeepError(string? line)
    {
        if (line is null) return;
        // only the lines of the exception that ended it, not those before
        if (line.StartsWith("Unhandled exception.", StringComparison.Ordinal)) errors.Clear();
        if (errors.Count < LinesKept) errors.Enqueue(line);
    }

    private async Task WatchAsync()
    {
        await process.WaitForExitAsync(); // and for its last lines
        ended.SetResult(WorkerFailedException.Of(process.ExitCode, string.Join('\n', errors)));
    }
}
