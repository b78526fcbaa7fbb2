using System.Diagnostics;
using Followup.Local;

namespace Followup.Benchmarks.Parts;

/// <summary><c>functions/Local</c> as a program of its own.</summary>
internal sealed class LocalProgram : IAsyncDisposable
{
    private readonly Process process;

    private LocalProgram(Process process) => this.process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it, and waits until its start screen tells its address.</summary>
    public static async Task<LocalProgram> StartAsync(DirectoryInfo data, CancellationToken ct)
    {
        // a copy of it lies beside this program
        string[] args = [typeof(LocalSystem).Assembly.Location, "--data", data.FullName, "--port", "0"];
        var local = new LocalProgram(Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true })!);
        while (local.Address is null)
        {
            var line = await local.process.StandardOutput.ReadLineAsync(ct)
                ?? throw new InvalidOperationException("Local did not start; what it wrote stands above.");
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Functions", var url]) local.Address = new(url);
        }
        return local;
    }

    /// <summary>Stops it in order, as a service manager does.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        // or it would wait for somebody to read what it says
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
