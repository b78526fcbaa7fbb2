using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalStorage.Tests;

public sealed class StartTests : StorageTest
{
    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        await Table.AddEntityAsync(Row("p", "r", ("Text", "x"), ("N", 5L)), Ct);
        var before = await ReadAsync("p", "r");
        var container = Blobs.GetBlobContainerClient("exports");
        await container.CreateAsync(cancellationToken: Ct);
        await container.GetBlobClient("b").UploadAsync(BinaryData.FromString("content"), Ct);
        await File.WriteAllTextAsync(Path.Combine(Folder, "blobs", "left-by-a-kill"), "", Ct);

        await RestartAsync();

        var after = await ReadAsync("p", "r");
        Assert.Equal((before.ETag, before.Timestamp, "x", 5L), (after.ETag, after.Timestamp, after["Text"], after["N"]));
        var blob = Blobs.GetBlobContainerClient("exports").GetBlobClient("b");
        Assert.Equal("content", (await blob.DownloadContentAsync(Ct)).Value.Content.ToString());
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, "blobs")));
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync(new(Folder)));
        Assert.Contains(Folder, refused.Message, StringComparison.Ordinal);
        await Table.AddEntityAsync(Row("p", "r"), Ct);
    }

    [Fact]
    public async Task A_file_that_is_no_storage_data_is_said_in_one_sentence_and_the_folder_is_free_again()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("storage.db"), new string('x', 10_000), Ct);
        await Assert.ThrowsAsync<IOException>(() => StartAsync(new(folder.Path)));
        File.Delete(folder.File("storage.db"));
        await using var server = await StartAsync(new(folder.Path));
    }

    [Fact]
    public async Task A_taken_port_is_said_in_one_sentence_and_the_folder_is_free_again()
    {
        using var taken = new TakenPort();
        using var folder = new TemporaryFolder();
        foreach (var settings in new LocalStorageSettings[] { new(folder.Path, taken.Number), new(folder.Path, 0, taken.Number) })
        {
            var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync(settings));
            Assert.Contains($"{taken.Number}", refused.Message, StringComparison.Ordinal);
        }
        await using var server = await StartAsync(new(folder.Path));
    }

    [Fact]
    public async Task A_port_that_is_asked_for_is_served_and_an_account_of_ones_own_too()
    {
        int port;
        using (var free = new TakenPort()) port = free.Number;
        using var folder = new TemporaryFolder();
        var key = Convert.ToBase64String(new byte[32]);
        var settings = new LocalStorageSettings(folder.Path, port) { AccountName = "mine", AccountKey = key };
        await using var server = await StartAsync(settings);
        Assert.Equal(port, server.TablesPort);
        await new TableClient(server.ConnectionString, "things").CreateAsync(Ct);
        await AssertRefusedAsync(403, "AuthenticationFailed", () => TablesAt(Storage.ConnectionString.Replace(
            $":{Storage.TablesPort}/", $":{port}/", StringComparison.Ordinal)).CreateTableAsync("others", Ct));
    }

    private static Task<LocalStorageServer> StartAsync(LocalStorageSettings settings) =>
        LocalStorageServer.StartAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, Ct);
}
