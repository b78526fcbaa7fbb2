using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests.Azurite;

/// <summary>Azurite in memory, as a child process that ends with this one: see azurite.js.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    private readonly Process process;

    private AzuriteServer(Process process, int port)
    {
        this.process = process;
        var account = new LocalStorageSettings("");
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={account.AccountName};AccountKey={account.AccountKey};"
            + $"TableEndpoint=http://127.0.0.1:{port}/{account.AccountName};";
    }

    public string ConnectionString { get; }

    /// <summary>Installs it at the first use; skips the test where Node is missing.</summary>
    public static async Task<AzuriteServer> StartAsync(CancellationToken ct)
    {
        Programs.OrSkip("node", "npm");
        var folder = Repository.File("tests", "LocalStorage.Tests", "Azurite");
        await Npm.EnsureAsync(folder);
        int port;
        using (var free = new TakenPort()) port = free.Number;
        string[] common = ["--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck"];
        string[] tables = ["--tableHost", "127.0.0.1", "--tablePort", port.ToString(CultureInfo.InvariantCulture), .. common];
        string[] blobs = ["--blobHost", "127.0.0.1", "--blobPort", "0", .. common];
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "azurite.js"), .. tables, "--", .. blobs])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var server = new AzuriteServer(process, port);
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            if (!line.Contains("Table service successfully started", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // somebody has to read on
            await new TableServiceClient(server.ConnectionString).GetPropertiesAsync(ct);
            return server;
        }
        throw new InvalidOperationException("Azurite did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
