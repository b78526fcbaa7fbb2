using System.Diagnostics;
using System.Text.Json;
using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Peers;

/// <summary>A system in a process of its own, as the benchmark sees it: see <see cref="PeerProgram"/>.</summary>
internal sealed class PeerClient : IAsyncDisposable
{
    /// <summary>The verb that starts this program as such a process; nobody types it.</summary>
    public const string Verb = "peer";

    private readonly Process process;

    private PeerClient(Process process) => this.process = process;

    /// <summary>The system's own processes: the one that was started, and those beside it.</summary>
    public IReadOnlyList<WatchedProcess> Watched { get; private set; } = [];

    /// <summary>Of the system until the end of its last step.</summary>
    public ServiceCalls Calls { get; private set; } = new(0, 0, 0);

    public static async Task<PeerClient> StartAsync(PeerSetup setup, CancellationToken ct)
    {
        var client = new PeerClient(ThisProgram.Start(Verb));
        var processes = await client.SendAsync(JsonSerializer.Serialize(setup), ct);
        client.Watched =
        [
            WatchedProcess.Of(setup.System == "followup" ? "host and bus" : setup.System, client.process.Id),
            .. JsonSerializer.Deserialize<Dictionary<string, int>>(processes)!
                .Select(process => WatchedProcess.Of(process.Key, process.Value)),
        ];
        return client;
    }

    public async Task StepAsync(string name, int round, CancellationToken ct)
    {
        var calls = await SendAsync(JsonSerializer.Serialize(new PeerStep(name, round)), ct);
        Calls = JsonSerializer.Deserialize<ServiceCalls>(calls)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> SendAsync(string line, CancellationToken ct)
    {
        await process.StandardInput.WriteLineAsync(line.AsMemory(), ct);
        await process.StandardInput.FlushAsync(ct);
        return await process.StandardOutput.ReadLineAsync(ct)
            ?? throw new InvalidOperationException("A system that was compared has ended by itself; what it wrote stands above.");
    }
}
