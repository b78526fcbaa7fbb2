using System.Net;
using Azure.Storage.Blobs.Models;

namespace Followup.LocalStorage.Tests;

/// <summary>Loopback is open to everybody on the machine: only who has the key gets in.</summary>
public sealed class SignatureTests : StorageTest
{
    private static readonly string WrongKey = Convert.ToBase64String(new byte[64]);

    private string WithWrongKey =>
        string.Join(';', Storage.ConnectionString.Split(';').Select(pair => pair.StartsWith("AccountKey", StringComparison.Ordinal)
            ? $"AccountKey={WrongKey}"
            : pair));

    [Fact]
    public async Task Tables_refuse_a_wrong_key()
    {
        var table = TablesAt(WithWrongKey).GetTableClient(Table.Name);
        await AssertRefusedAsync(403, "AuthenticationFailed", () => table.AddEntityAsync(Row("p", "r"), Ct));
        await AssertRefusedAsync(403, "AuthenticationFailed", () => AllAsync(table));
        await AssertRefusedAsync(403, "AuthenticationFailed", () => TablesAt(WithWrongKey).GetPropertiesAsync(Ct));
        Assert.Empty(await KeysAsync(null));
    }

    [Fact]
    public async Task Blobs_refuse_a_wrong_key()
    {
        var container = BlobsAt(WithWrongKey).GetBlobContainerClient("exports");
        await AssertRefusedAsync(403, "AuthenticationFailed", () => container.CreateAsync(cancellationToken: Ct));
        var blob = container.GetBlobClient("b");
        await AssertRefusedAsync(403, "AuthenticationFailed", () => blob.UploadAsync(BinaryData.FromString("x"), Ct));
        Assert.False(await Blobs.GetBlobContainerClient("exports").ExistsAsync(Ct));
    }

    [Fact]
    public async Task Both_tell_their_properties_to_who_has_the_key()
    {
        Assert.NotNull((await Tables.GetPropertiesAsync(Ct)).Value);
        Assert.NotNull((await Blobs.GetPropertiesAsync(Ct)).Value);
    }

    [Fact]
    public async Task A_signature_of_another_row_is_refused()
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        await Table.AddEntityAsync(Row("p", "r"), Ct);
        const string mine = "things(PartitionKey='p',RowKey='r')", other = "things(PartitionKey='p',RowKey='s')";
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync("GET", mine)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.SendAsync("GET", mine, signedPath: other)).Status);
    }

    [Fact]
    public async Task No_signature_is_refused()
    {
        using var http = new HttpClient();
        foreach (var address in new[] { Table.Uri, Blobs.Uri })
            Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(address, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_changed_header_of_a_blob_is_refused()
    {
        var container = Blobs.GetBlobContainerClient("exports");
        await container.CreateAsync(cancellationToken: Ct);
        var options = new Azure.Storage.Blobs.BlobClientOptions { Retry = { MaxRetries = 0 } };
        options.AddPolicy(new Tampering(), Azure.Core.HttpPipelinePosition.BeforeTransport);
        var tampered = new Azure.Storage.Blobs.BlobServiceClient(Storage.ConnectionString, options).GetBlobContainerClient("exports");
        var upload = new BlobUploadOptions { HttpHeaders = new() { ContentType = "text/csv" } };
        await AssertRefusedAsync(403, "AuthenticationFailed", () =>
            tampered.GetBlobClient("b").UploadAsync(BinaryData.FromString("x"), upload, Ct));
    }

    private sealed class Tampering : Azure.Core.Pipeline.HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(Azure.Core.HttpMessage message) =>
            message.Request.Headers.SetValue("x-ms-blob-content-type", "text/html");
    }
}
