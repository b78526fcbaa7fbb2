using System.IO.Pipelines;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Followup.LocalStorage.Tests;

/// <summary>Blobs that are written, read or deleted only if they are, or are not, as the caller knows them.</summary>
public sealed class BlobConditionTests : StorageTest
{
    private BlobContainerClient Container => Blobs.GetBlobContainerClient("exports");

    [Fact]
    public async Task A_blob_that_is_there_is_written_over_only_when_that_is_wanted()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("b");
        await blob.UploadAsync(BinaryData.FromString("1"), Ct);
        await AssertRefusedAsync(409, "BlobAlreadyExists", () => blob.UploadAsync(BinaryData.FromString("2"), Ct));
        await AssertRefusedAsync(409, "BlobAlreadyExists", () => blob.UploadAsync(Pipe([2]), Ct));
        var first = (await blob.GetPropertiesAsync(cancellationToken: Ct)).Value;
        await blob.UploadAsync(BinaryData.FromString("33"), overwrite: true, Ct);
        var second = (await blob.GetPropertiesAsync(cancellationToken: Ct)).Value;
        Assert.Equal((1, 2), (first.ContentLength, second.ContentLength));
        Assert.NotEqual(first.ETag, second.ETag);
        var old = new BlobDownloadOptions { Conditions = new() { IfMatch = first.ETag } };
        await AssertRefusedAsync(412, "ConditionNotMet", () => blob.DownloadContentAsync(old, Ct));
        await AssertRefusedAsync(412, "ConditionNotMet", () => blob.UploadAsync(BinaryData.FromString("4"), new BlobUploadOptions
        {
            Conditions = new() { IfMatch = first.ETag },
        }, Ct));
    }

    [Fact]
    public async Task A_blob_that_must_be_there_is_not_made()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("b");
        foreach (var etag in new ETag[] { ETag.All, new("\"0x1\"") })
        {
            var options = new BlobUploadOptions { Conditions = new() { IfMatch = etag } };
            await AssertRefusedAsync(412, "ConditionNotMet", () => blob.UploadAsync(BinaryData.FromString("x"), options, Ct));
            await AssertRefusedAsync(412, "ConditionNotMet", () => blob.UploadAsync(Pipe([1]), options, Ct));
        }
        Assert.False(await blob.ExistsAsync(Ct));
        await blob.UploadAsync(BinaryData.FromString("1"), Ct);
        await blob.UploadAsync(BinaryData.FromString("2"), new BlobUploadOptions { Conditions = new() { IfMatch = ETag.All } }, Ct);
        Assert.Equal("2", (await blob.DownloadContentAsync(Ct)).Value.Content.ToString());
    }

    [Fact]
    public async Task A_condition_that_is_not_heeded_is_refused()
    {
        await Container.CreateAsync(cancellationToken: Ct);
        var blob = Container.GetBlobClient("b");
        await blob.UploadAsync(BinaryData.FromString("1"), Ct);
        var etag = (await blob.GetPropertiesAsync(cancellationToken: Ct)).Value.ETag;
        BlobRequestConditions[] conditions =
        [
            new() { IfNoneMatch = etag }, new() { IfModifiedSince = DateTimeOffset.MaxValue }, new() { LeaseId = $"{Guid.Empty}" },
            new() { IfUnmodifiedSince = DateTimeOffset.UnixEpoch }, new() { TagConditions = "a = 'b'" },
        ];
        foreach (var condition in conditions)
        {
            await AssertRefusedAsync(501, "NotImplemented", () => blob.UploadAsync(
                BinaryData.FromString("2"), new BlobUploadOptions { Conditions = condition }, Ct));
            await AssertRefusedAsync(501, "NotImplemented", () => blob.DownloadContentAsync(
                new BlobDownloadOptions { Conditions = condition }, Ct));
            await AssertRefusedAsync(501, "NotImplemented", () => blob.DeleteAsync(conditions: condition, cancellationToken: Ct));
        }
        Assert.Equal("1", (await blob.DownloadContentAsync(Ct)).Value.Content.ToString());
    }

    private static Stream Pipe(byte[] bytes) => PipeReader.Create(new(bytes)).AsStream();
}
