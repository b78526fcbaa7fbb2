using System.Diagnostics;

namespace Followup.LocalBus.Tests;

/// <summary>This test program started again as a bus, to be killed with signal 9.</summary>
internal sealed class BusProcess : IDisposable
{
    public const string Argument = "serve-bus";

    private readonly Process process;

    private BusProcess(Process process, string connectionString) => (this.process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }
    public int Port => new Uri(ConnectionString.Split('=', ';')[1]).Port;

    public static async Task<BusProcess> StartAsync(string path, int port, CancellationToken ct)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(BusProcess).Assembly.Location, Argument, path, $"{port}"])
        {
            RedirectStandardInput = true, // ends with this process, and the bus with it
            RedirectStandardOutput = true,
        })!;
        var connectionString = await process.StandardOutput.ReadLineAsync(ct);
        return new(process, connectionString ?? throw new InvalidOperationException("The bus did not start."));
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
