using System.IO.Pipelines;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Followup.LocalStorage.Tests;

/// <summary>What the monthly export does, and who reads it.</summary>
public sealed class BlobTests : StorageTest
{
    private BlobContainerClient Container => Blobs.GetBlobContainerClient("exports");

    private string[] Files => Directory.GetFiles(Path.Combine(Folder, "blobs"));

    [Fact]
    public async Task A_container_is_created_once_and_found()
    {
        Assert.False(await Container.ExistsAsync(Ct));
        Assert.NotNull(await Container.CreateIfNotExistsAsync(cancellationToken: Ct));
        Assert.Null(await Container.CreateIfNotExistsAsync(cancellationToken: Ct));
        await AssertRefusedAsync(409, "ContainerAlreadyExists", () => Container.CreateAsync(cancellationToken: Ct));
        Assert.True(await Container.ExistsAsync(Ct));
        await Container.GetBlobClient("b").UploadAsync(BinaryData.FromString("x"), Ct);
        await Container.DeleteAsync(cancellationToken: Ct);
        Assert.False(await Container.ExistsAsync(Ct));
        Assert.Empty(Files);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_uploaded_in_blocks_at_once_and_comes_back()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var bytes = new byte[21 << 20];
        new Random(1).NextBytes(bytes);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = "text/csv; charset=utf-8" },
            TransferOptions = new() { MaximumConcurrency = 4, InitialTransferSize = 1 << 20, MaximumTransferSize = 1 << 20 },
        };
        var blob = Container.GetBlobClient("responses.csv");
        await blob.UploadAsync(Pipe(bytes), options, Ct);
        Assert.Single(Files);
        await blob.UploadAsync(Pipe(bytes), new BlobUploadOptions(), Ct); // as it is without options: over the old one
        Assert.Single(Files);
        Assert.Equal(bytes, (await blob.DownloadContentAsync(Ct)).Value.Content.ToArray());
        using var memory = new MemoryStream();
        await blob.DownloadToAsync(memory, new BlobDownloadToOptions
        {
            TransferOptions = new() { InitialTransferSize = 1 << 20, MaximumTransferSize = 1 << 20 },
        }, Ct);
        Assert.Equal(bytes, memory.ToArray());
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_the_blob_as_it_was()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("b");
        await blob.UploadAsync(BinaryData.FromString("before"), Ct);
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[100], Ct);
        await pipe.Writer.CompleteAsync(new InvalidDataException());
        await Assert.ThrowsAsync<InvalidDataException>(() => blob.UploadAsync(pipe.Reader.AsStream(), overwrite: true, Ct));
        Assert.Equal("before", (await blob.DownloadContentAsync(Ct)).Value.Content.ToString());
    }

    [Fact]
    public async Task Blobs_are_listed_by_name_with_what_is_known_of_them()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        foreach (var name in new[] { "b/2 <&>.csv", "a", "b/1", "ü", "it's 100%" })
        {
            var options = new BlobUploadOptions { HttpHeaders = new() { ContentType = "text/csv" } };
            await Container.GetBlobClient(name).UploadAsync(BinaryData.FromString(name), options, Ct);
            Assert.Equal(name, (await Container.GetBlobClient(name).DownloadContentAsync(Ct)).Value.Content.ToString());
        }
        Assert.Equal(["a", "b/1", "b/2 <&>.csv", "it's 100%", "ü"], await NamesAsync("", null));
        Assert.Equal(["a", "b/1", "b/2 <&>.csv", "it's 100%", "ü"], await NamesAsync("", 2));
        Assert.Equal(["b/1", "b/2 <&>.csv"], await NamesAsync("b/", 1));
        var first = await Container.GetBlobsAsync(cancellationToken: Ct).FirstAsync(Ct);
        Assert.Equal((1, "text/csv"), (first.Properties.ContentLength, first.Properties.ContentType));
        var properties = (await Container.GetBlobClient("a").GetPropertiesAsync(cancellationToken: Ct)).Value;
        Assert.Equal($"{properties.ETag:G}", $"\"{first.Properties.ETag:G}\""); // without quotes in a list: so does the service
        Assert.InRange(first.Properties.LastModified!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("empty");
        await blob.UploadAsync(Pipe([]), Ct);
        Assert.Empty((await blob.DownloadContentAsync(Ct)).Value.Content.ToArray());
        using var memory = new MemoryStream();
        await blob.DownloadToAsync(memory, Ct);
        Assert.Equal(0, memory.Length);
    }

    [Fact]
    public async Task A_range_comes_alone()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("b");
        await blob.UploadAsync(BinaryData.FromString("0123456789"), Ct);
        async Task<string> ReadAsync(long from, long? length) => (await blob.DownloadContentAsync(
            new BlobDownloadOptions { Range = new(from, length) }, Ct)).Value.Content.ToString();
        Assert.Equal(["234", "789", "89"], [await ReadAsync(2, 3), await ReadAsync(7, 100), await ReadAsync(8, null)]);
        await AssertRefusedAsync(416, "InvalidRange", () => ReadAsync(10, 1));
    }

    [Fact]
    public async Task What_is_missing_is_said()
    {
        await AssertRefusedAsync(404, "ContainerNotFound", () => Container.GetBlobClient("b").UploadAsync(BinaryData.FromString("x"), Ct));
        await AssertRefusedAsync(404, "ContainerNotFound", () => Container.GetBlobClient("b").UploadAsync(Pipe([1]), Ct));
        await AssertRefusedAsync(404, "ContainerNotFound", () => NamesAsync("", null));
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("b");
        await AssertRefusedAsync(404, "BlobNotFound", () => blob.DownloadContentAsync(Ct));
        await AssertRefusedAsync(404, "BlobNotFound", () => blob.GetPropertiesAsync(cancellationToken: Ct));
        await AssertRefusedAsync(404, "BlobNotFound", () => blob.DeleteAsync(cancellationToken: Ct));
        Assert.False(await blob.DeleteIfExistsAsync(cancellationToken: Ct));
        Assert.False(await blob.ExistsAsync(Ct));
        await blob.UploadAsync(BinaryData.FromString("x"), Ct);
        Assert.True(await blob.DeleteIfExistsAsync(cancellationToken: Ct));
        Assert.Empty(Files);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Abc")]
    [InlineData("a--c")]
    [InlineData("abc\n")]
    public async Task A_name_that_the_service_refuses_is_refused(string name) => await AssertRefusedAsync(
        400, "InvalidResourceName", () => Blobs.GetBlobContainerClient(name).CreateAsync(cancellationToken: Ct));

    [Fact]
    public async Task What_would_be_lost_is_refused()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("b");
        var named = new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["a"] = "b" } };
        await AssertRefusedAsync(501, "NotImplemented", () => blob.UploadAsync(BinaryData.FromString("x"), named, Ct));
        var encoded = new BlobUploadOptions { HttpHeaders = new() { ContentEncoding = "gzip" } };
        await AssertRefusedAsync(501, "NotImplemented", () => blob.UploadAsync(BinaryData.FromString("x"), encoded, Ct));
        var cool = new BlobUploadOptions { AccessTier = AccessTier.Cool };
        await AssertRefusedAsync(501, "NotImplemented", () => blob.UploadAsync(BinaryData.FromString("x"), cool, Ct));
        var block = Convert.ToBase64String(new byte[48]);
        await AssertRefusedAsync(501, "NotImplemented", () => Container.GetBlockBlobClient("b").StageBlockFromUriAsync(
            Container.GetBlobClient("other").Uri, block, cancellationToken: Ct));
        Assert.Empty(Files);
    }

    private static Stream Pipe(byte[] bytes) => PipeReader.Create(new(bytes)).AsStream();

    private async Task<List<string>> NamesAsync(string prefix, int? perPage) =>
        await Container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, Ct).AsPages(pageSizeHint: perPage)
            .SelectMany(page => page.Values.ToAsyncEnumerable()).Select(blob => blob.Name).ToListAsync(Ct);
}
