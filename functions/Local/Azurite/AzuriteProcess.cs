using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;

namespace Followup.Local.Azurite;

/// <summary>
/// Azurite, tables and blobs, as a child process. It ends with this process however that ends: see azurite.js. Its rows are saved every
/// five seconds and when it ends.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly TaskCompletionSource ended = new();
    private volatile bool stopping;
    private Uri? blobs;

    private AzuriteProcess(Process process, int port)
    {
        (this.process, Port) = (process, port);
        process.Exited += (_, _) =>
        {
            if (!stopping) ended.TrySetResult();
        };
        process.EnableRaisingEvents = true;
    }

    /// <summary>The port of the tables.</summary>
    public int Port { get; }

    /// <summary>The account and its key are those that Azurite publishes for everybody.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"TableEndpoint=http://127.0.0.1:{Port}/devstoreaccount1;BlobEndpoint={blobs}devstoreaccount1;";

    /// <summary>Completes if Azurite ends by itself.</summary>
    public Task Ended => ended.Task;

    /// <param name="inMemory">Nothing is saved: for more rows than could be saved every five seconds.</param>
    public static async Task<AzuriteProcess> StartAsync(
        DataFolder folder, int port, bool inMemory, TextWriter progress, CancellationToken ct)
    {
        await AzuriteInstall.EnsureAsync(progress, ct);
        await WaitForPreviousAsync(folder, ct);
        string[] persistence = inMemory ? ["--inMemoryPersistence"] : ["--location", folder.File("azurite")];
        var node = new ProcessStartInfo("node", Arguments(port, persistence))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = AzuriteInstall.Start(node, "node");
        var startTicks = process.StartTime.Ticks.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(PidFile(folder), $"{process.Id} {startTicks}", ct);
        var azurite = new AzuriteProcess(process, port);
        try
        {
            await azurite.UntilReadyAsync(ct);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        stopping = true;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(ToEnd);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        process.Dispose();
    }

    private static string[] Arguments(int tablePort, string[] persistence)
    {
        string[] common = [.. persistence, "--silent", "--disableTelemetry", "--skipApiVersionCheck"];
        return
        [
            AzuriteInstall.Launcher,
            "--tableHost", "127.0.0.1", "--tablePort", tablePort.ToString(CultureInfo.InvariantCulture), .. common,
            "--",
            "--blobHost", "127.0.0.1", "--blobPort", "0", .. common,
        ];
    }

    private async Task UntilReadyAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ToStart);
        var tables = false;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains("Table service successfully started", StringComparison.Ordinal)) tables = true;
            if (line.Contains("Blob service successfully listens on ", StringComparison.Ordinal))
                blobs = new(line[line.LastIndexOf(' ')..].Trim());
            if (!tables || blobs is null) continue;
            // Azurite goes on to write now and then, and somebody has to read it
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await new TableServiceClient(ConnectionString).GetPropertiesAsync(ct);
            return;
        }
        var error = await errors;
        throw new CannotStartException(error.Contains("EADDRINUSE", StringComparison.Ordinal)
            ? $"Port {Port} is taken by another program; choose another with --tables-port."
            : $"Azurite did not start: {error.Trim().ReplaceLineEndings(" ")}");
    }

    /// <summary>
    /// The Azurite of a Local that was killed ends by itself within seconds, having saved its rows; until then the new one must not open
    /// the same files.
    /// </summary>
    private static async Task WaitForPreviousAsync(DataFolder folder, CancellationToken ct)
    {
        if (!File.Exists(PidFile(folder))) return;
        // a kill may have left the file empty
        if ((await File.ReadAllTextAsync(PidFile(folder), ct)).Split(' ') is not [var id, var start]) return;
        var processId = int.Parse(id, CultureInfo.InvariantCulture);
        var startTicks = long.Parse(start, CultureInfo.InvariantCulture);
        if (Find(processId, startTicks) is not { } previous) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ToEnd);
        try
        {
            await previous.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            previous.Kill();
        }
        previous.Dispose();
    }

    /// <summary>The process of this id, if it is still the one that began at that time: ids are used again.</summary>
    private static Process? Find(int id, long startTicks)
    {
        try
        {
            var process = Process.GetProcessById(id);
            return Math.Abs(process.StartTime.Ticks - startTicks) < 2 * TimeSpan.TicksPerSecond ? process : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string PidFile(DataFolder folder) => folder.File("azurite.pid");
}
