using Azure.Storage.Blobs;
using Followup.Results.Exports;
using Followup.Shared.Keys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.Tests.Results.Exports;

public sealed class MonthlyExportTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_files_lie_in_blob_storage_under_the_same_names_each_month_whole_or_not_at_all()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, ExportCalls.Eight);
        var container = new BlobContainerClient(fixture.System.TablesConnection, $"exports-{Guid.NewGuid():n}");
        var monthly = new MonthlyExportFunction(
            scene.Service<ExportFiles>(), new(container), NullLogger<MonthlyExportFunction>.Instance);

        // as an earlier release left it
        await container.CreateIfNotExistsAsync(cancellationToken: ct);
        await container.GetBlobClient("responses.csv").UploadAsync(BinaryData.FromString("program,learner"), ct);

        await monthly.RunAsync(new TimerInfo(), ct);
        await monthly.RunAsync(new TimerInfo(), ct);

        var blobs = await container.GetBlobsAsync(cancellationToken: ct).ToListAsync(ct);
        Assert.Equal(ExportFiles.Names.Order(StringComparer.Ordinal), blobs.Select(blob => blob.Name));
        Assert.All(blobs, blob => Assert.True(blob.Properties.ContentLength > 100, $"{blob.Name} is empty."));
        var csv = (await container.GetBlobClient("groups.csv").DownloadContentAsync(ct)).Value.Content.ToString();
        Assert.Contains(scene.ProgramId, csv, StringComparison.Ordinal);
        foreach (var name in ExportFiles.Names.Where(name => !name.EndsWith("xlsx", StringComparison.Ordinal)))
        {
            var text = (await container.GetBlobClient(name).DownloadContentAsync(ct)).Value.Content.ToString();
            Assert.DoesNotContain(scene.PersonKeyOf("ada"), text, StringComparison.Ordinal);
            Assert.DoesNotContain(scene.IdOf("ada"), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Samples.Answered.Example!, text, StringComparison.Ordinal);
        }
        Assert.Equal("text/csv; charset=utf-8", blobs.Single(blob => blob.Name == "groups.csv").Properties.ContentType);
    }
}
