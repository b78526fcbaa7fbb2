using System.Diagnostics;
using Followup.Benchmarks.Harness;
using Followup.Local;
using Followup.LocalBus;
using Followup.LocalStorage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.Benchmarks.Parts;

/// <summary>The bus or the storage in a process that holds nothing else: it serves until its standard input ends.</summary>
internal sealed class ServedPart : IAsyncDisposable
{
    /// <summary>The verb that starts this program as such a process; nobody types it.</summary>
    public const string Verb = "serve";

    public const string Bus = "bus", Storage = "storage";

    private readonly Process process;

    private ServedPart(Process process, string name) => (this.process, Watched) = (process, WatchedProcess.Of(name, process.Id));

    public WatchedProcess Watched { get; }

    public string ConnectionString { get; private set; } = "";

    /// <param name="part"><see cref="Bus"/> or <see cref="Storage"/>.</param>
    public static async Task<ServedPart> StartAsync(string part, DirectoryInfo folder, CancellationToken ct)
    {
        var served = new ServedPart(ThisProgram.Start(Verb, part, folder.FullName), part);
        served.ConnectionString = await served.process.StandardOutput.ReadLineAsync(ct)
            ?? throw new InvalidOperationException($"The {part} did not start; what it wrote stands above.");
        return served;
    }

    /// <summary>That process.</summary>
    public static async Task<int> RunAsync(string part, string folder, CancellationToken ct)
    {
        if (part == Bus)
        {
            var settings = new LocalBusSettings(Path.Combine(folder, "bus.db"), Port: 0, DeclaredQueues.All);
            await using var bus = LocalBusServer.Start(settings, TimeProvider.System, NullLoggerFactory.Instance);
            await ServeAsync(bus.ConnectionString);
        }
        else
        {
            var settings = new LocalStorageSettings(Path.Combine(folder, "storage"));
            await using var storage = await LocalStorageServer.StartAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, ct);
            await ServeAsync(storage.ConnectionString);
        }
        return 0;

        async Task ServeAsync(string connectionString)
        {
            await Console.Out.WriteLineAsync(connectionString);
            await Console.In.ReadToEndAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
