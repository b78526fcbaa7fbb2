using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Followup.LocalStorage.Tests;

public sealed class KillTests : StorageTest
{
    private const int TransactionSize = 7, BlobSize = 3 << 20;

    private readonly ConcurrentDictionary<string, bool> stored = new(); // keys of rows and names of blobs that were acknowledged
    private int acknowledged; // the last N of the row that is updated again and again

    // FOLLOWUP_STORAGE_KILLS says how often the server is killed; twice by default.
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_written_when_the_server_is_killed()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_STORAGE_KILLS") ?? "2", CultureInfo.InvariantCulture);
        var folder = Folder + ".killed";
        var random = new Random();
        for (var round = 0; round < kills; round++)
        {
            using var server = await StorageProcess.StartAsync(folder, Ct);
            var table = TablesAt(server.ConnectionString).GetTableClient("things");
            var container = BlobsAt(server.ConnectionString).GetBlobContainerClient("exports");
            await table.CreateIfNotExistsAsync(Ct);
            await container.CreateIfNotExistsAsync(cancellationToken: Ct);
            if (round == 0) await table.AddEntityAsync(Row("counter", "", ("N", 0)), Ct);
            await CheckAsync(table, container);
            var work = WorkAsync(table, container, round);
            var enough = stored.Count + random.Next(20, 300);
            while (stored.Count < enough && !work.IsCompleted) await Task.Delay(1, Ct);
            server.Kill();
            await work;
        }
        using var last = await StorageProcess.StartAsync(folder, Ct);
        await CheckAsync(
            TablesAt(last.ConnectionString).GetTableClient("things"),
            BlobsAt(last.ConnectionString).GetBlobContainerClient("exports"));
        Assert.True(stored.Count >= 20 * kills);
    }

    private Task WorkAsync(TableClient table, BlobContainerClient container, int round)
    {
        var singles = Enumerable.Range(0, 6).Select(worker => UntilKilledAsync(async i =>
        {
            var key = $"{round}-{worker}-{i}";
            await table.AddEntityAsync(Row("single", key, ("Text", key)), Ct);
            stored[$"single {key}"] = true;
        }));
        var transactions = Enumerable.Range(0, 2).Select(worker => UntilKilledAsync(async i =>
        {
            var keys = Enumerable.Range(0, TransactionSize).Select(n => $"{round}-{worker}-{i}-{n}").ToList();
            var rows = keys.Select(key => Row("transaction", key, ("Text", key)));
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Ct);
            keys.ForEach(key => stored[$"transaction {key}"] = true);
        }));
        var counting = UntilKilledAsync(async _ =>
        {
            TableEntity row = await table.GetEntityAsync<TableEntity>("counter", "", cancellationToken: Ct);
            row["N"] = (int)row["N"] + 1;
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Ct);
            acknowledged = (int)row["N"];
        });
        var uploading = UntilKilledAsync(async i =>
        {
            var bytes = Enumerable.Repeat((byte)i, BlobSize).ToArray();
            var name = $"{i % 3}"; // also over one that is there
            await container.GetBlobClient(name).UploadAsync(PipeReader.Create(new(bytes)).AsStream(), overwrite: true, Ct);
            stored[$"blob {name}"] = true;
        });
        return Task.WhenAll([.. singles, .. transactions, counting, uploading]);
    }

    private async Task CheckAsync(TableClient table, BlobContainerClient container)
    {
        var rows = await AllAsync(table);
        var present = rows.Select(row => $"{row.PartitionKey} {row.RowKey}").ToHashSet();
        var blobs = await container.GetBlobsAsync(cancellationToken: Ct).Select(blob => blob.Name).ToListAsync(Ct);
        present.UnionWith(blobs.Select(name => $"blob {name}"));
        Assert.DoesNotContain(stored.Keys, key => !present.Contains(key));
        Assert.All(rows.Where(row => row.PartitionKey != "counter"), row => Assert.Equal(row.RowKey, row["Text"]));
        var transactions = rows.Where(row => row.PartitionKey == "transaction");
        Assert.All(
            transactions.CountBy(row => row.RowKey[..row.RowKey.LastIndexOf('-')]),
            transaction => Assert.Equal(TransactionSize, transaction.Value));
        var counted = (int)rows.Single(row => row.PartitionKey == "counter")["N"];
        Assert.InRange(counted, acknowledged, acknowledged + 1);
        acknowledged = counted;
        foreach (var name in blobs)
        {
            var bytes = (await container.GetBlobClient(name).DownloadContentAsync(Ct)).Value.Content.ToArray();
            Assert.Equal(BlobSize, bytes.Length);
            Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept(bytes[0]));
        }
    }

    private static async Task UntilKilledAsync(Func<int, Task> act)
    {
        try
        {
            for (var i = 0; ; i++) await act(i);
        }
        catch (Exception e) when (e is RequestFailedException { Status: 0 } or AggregateException or IOException)
        {
            // killed
        }
    }
}
