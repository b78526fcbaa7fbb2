using System.IO.Pipelines;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.Results.Exports;

/// <summary>
/// Writes all files, of all programs, into blob storage on the first of the month, under the same names each time: a reader such as Power
/// BI always finds the newest. They hold sums of whole rounds, so neither they nor the versions that storage keeps of them have anything of
/// a person that an erasure would have to take. A file is there whole, or still the one of the month before: its blocks count only when all
/// are written.
/// </summary>
public sealed partial class MonthlyExportFunction(ExportFiles files, ExportContainer container, ILogger<MonthlyExportFunction> logger)
{
    // they held single answers
    private static readonly string[] OfEarlierReleases = ["responses.csv", "responses.jsonl"];

    [Function("export-monthly")]
    public async Task RunAsync([TimerTrigger("0 0 4 1 * *")] TimerInfo timer, CancellationToken ct)
    {
        if (container.Client is not { } client) return;
        await client.CreateIfNotExistsAsync(cancellationToken: ct);
        foreach (var name in OfEarlierReleases) await client.DeleteBlobIfExistsAsync(name, cancellationToken: ct);
        foreach (var name in ExportFiles.Names)
        {
            var (file, _) = await files.FindAsync(name, ExportFilter.All, identified: false, ct);
            if (file is not null) await UploadAsync(client.GetBlobClient(name), file, ct);
        }
        Log.Written(logger, ExportFiles.Names.Count, client.Name);
    }

    private static async Task UploadAsync(BlobClient blob, ExportFile file, CancellationToken ct)
    {
        var pipe = new Pipe();
        var writing = Task.Run(() => WriteAsync(file, pipe.Writer, ct), ct);
        var options = new BlobUploadOptions { HttpHeaders = new() { ContentType = file.ContentType } };
        await blob.UploadAsync(pipe.Reader.AsStream(), options, ct);
        await writing;
    }

    private static async Task WriteAsync(ExportFile file, PipeWriter writer, CancellationToken ct)
    {
        try
        {
            await using (var body = writer.AsStream(leaveOpen: true)) await file.WriteAsync(body, ct);
            await writer.CompleteAsync();
        }
        catch (Exception e)
        {
            // the upload ends with the same exception, and no block counts
            await writer.CompleteAsync(e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} exports were written to the container {Container}.")]
        public static partial void Written(ILogger logger, int count, string container);
    }
}
