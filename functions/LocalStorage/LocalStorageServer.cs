using Followup.LocalStorage.Blobs;
using Followup.LocalStorage.Store;
using Followup.LocalStorage.Tables;
using Followup.LocalStorage.Wire;
using Microsoft.Extensions.Logging;

namespace Followup.LocalStorage;

/// <summary>
/// Table Storage, and the little of Blob Storage that we use, for one machine: the genuine clients connect to them with
/// <see cref="ConnectionString"/>. What was answered is on the disk.
/// </summary>
public sealed class LocalStorageServer : IAsyncDisposable
{
    private readonly LocalStorageSettings settings;
    private readonly Database database;
    private readonly HttpServer tables, blobs;

    private LocalStorageServer(LocalStorageSettings settings, Database database, HttpServer tables, HttpServer blobs) =>
        (this.settings, this.database, this.tables, this.blobs) = (settings, database, tables, blobs);

    public int TablesPort => tables.Port;

    /// <summary>Requests of tables since the start, whatever they were answered; a transaction is one.</summary>
    public long TableRequests => tables.Requests;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={settings.AccountName};AccountKey={settings.AccountKey};"
        + $"TableEndpoint=http://127.0.0.1:{tables.Port}/{settings.AccountName};"
        + $"BlobEndpoint=http://127.0.0.1:{blobs.Port}/{settings.AccountName};";

    /// <param name="time">The clock of Timestamp, ETag and Last-Modified; the real one in Azure, whatever the clock of the app.</param>
    /// <exception cref="IOException">A port or the folder is in use; its message is one sentence that says which.</exception>
    public static async Task<LocalStorageServer> StartAsync(
        LocalStorageSettings settings, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        var account = new Account(settings.AccountName, settings.AccountKey);
        var database = new Database(settings.Folder, time, logs.CreateLogger<Database>());
        HttpServer? tables = null;
        try
        {
            var files = new BlobFiles(Path.Combine(settings.Folder, "blobs"), new BlobCatalog(database));
            var tableRequests = new TableRequests(account, database, logs.CreateLogger<TableRequests>());
            var blobRequests = new BlobRequests(account, files, logs.CreateLogger<BlobRequests>());
            tables = await HttpServer.StartAsync(settings.TablesPort, tableRequests.HandleAsync, ct);
            var blobs = await HttpServer.StartAsync(settings.BlobsPort, blobRequests.HandleAsync, ct);
            _ = new Catalog(database).DeleteDroppedRowsAsync();
            return new(settings, database, tables, blobs);
        }
        catch
        {
            if (tables is not null) await tables.DisposeAsync();
            database.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await tables.DisposeAsync();
        await blobs.DisposeAsync();
        database.Dispose();
    }
}
