using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalStorage.Tests;

/// <summary>A server of its own for each test, on free ports and a new folder, and genuine clients connected to it.</summary>
public abstract class StorageTest : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    protected string Folder => folder.File("storage");
    protected LocalStorageServer Storage { get; private set; } = default!;
    protected TableServiceClient Tables { get; private set; } = default!;
    protected BlobServiceClient Blobs { get; private set; } = default!;

    /// <summary>Created at the start.</summary>
    protected TableClient Table { get; private set; } = default!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The clock of the server.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await Table.CreateAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task RestartAsync()
    {
        await Storage.DisposeAsync();
        await StartAsync();
    }

    protected static TableServiceClient TablesAt(string connectionString) => new(connectionString, new TableClientOptions
    {
        Retry = { MaxRetries = 0 }, // so that a failure of the server is seen
    });

    protected static BlobServiceClient BlobsAt(string connectionString) => new(connectionString, new BlobClientOptions
    {
        Retry = { MaxRetries = 0 },
    });

    protected static async Task AssertRefusedAsync(int status, string? code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(act);
        Assert.Equal((status, code), (refused.Status, refused.ErrorCode));
    }

    protected static TableEntity Row(string partition, string row, params (string Name, object? Value)[] values)
    {
        var entity = new TableEntity(partition, row);
        foreach (var (name, value) in values) entity[name] = value;
        return entity;
    }

    protected async Task<TableEntity> ReadAsync(string partition, string row, params string[] select) =>
        (await Table.GetEntityAsync<TableEntity>(partition, row, select.Length > 0 ? select : null, Ct)).Value;

    protected async Task<List<string>> KeysAsync(string? filter, int? perPage = null) =>
        await Table.QueryAsync<TableEntity>(filter, perPage, cancellationToken: Ct).Select(row => row.RowKey).ToListAsync(Ct);

    protected static async Task<List<TableEntity>> AllAsync(TableClient table) =>
        await table.QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct);

    private async Task StartAsync()
    {
        Storage = await LocalStorageServer.StartAsync(new(Folder), Time, NullLoggerFactory.Instance, Ct);
        Tables = TablesAt(Storage.ConnectionString);
        Blobs = BlobsAt(Storage.ConnectionString);
        Table = Tables.GetTableClient("things");
    }
}
