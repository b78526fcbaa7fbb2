using System.Diagnostics;

namespace Followup.LocalStorage.Tests;

/// <summary>This test program started again as a server, to be killed with signal 9.</summary>
internal sealed class StorageProcess : IDisposable
{
    public const string Argument = "serve-storage";

    private readonly Process process;

    private StorageProcess(Process process, string connectionString) => (this.process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    public static async Task<StorageProcess> StartAsync(string folder, CancellationToken ct)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StorageProcess).Assembly.Location, Argument, folder])
        {
            RedirectStandardInput = true, // ends with this process, and the server with it
            RedirectStandardOutput = true,
        })!;
        var connectionString = await process.StandardOutput.ReadLineAsync(ct);
        return new(process, connectionString ?? throw new InvalidOperationException("The server did not start."));
    }

    public void Kill()
    {
        process.Kill(); // SIGKILL on Unix
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }
}
