using System.IO.Pipelines;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.Results.Exports;

/// <summary>
/// Writes all files, of all programs and without names, into blob storage on the first of the month, under the same names each time: whoever reads them (Power BI) always finds
/// the newest, and who was erased is gone with the next month. A file is there whole or as it was: its blocks count only when all are written.
/// </summary>
public sealed partial class MonthlyExportFunction(ExportFiles files, ExportContainer container, ILogger<MonthlyExportFunction> logger)
{
    [Function("export-monthly")]
    public async Task RunAsync([TimerTrigger("0 0 4 1 * *")] TimerInfo timer, CancellationToken ct)
    {
        if (container.Client is not { } client) return;
        await client.CreateIfNotExistsAsync(cancellationToken: ct);
        foreach (var name in ExportFiles.Names)
            if ((await files.FindAsync(name, ExportFilter.All, identified: false, ct)).File is { } file) await UploadAsync(client.GetBlobClient(name), file, ct);
        Log.Written(logger, ExportFiles.Names.Count, client.Name);
    }

    private static async Task UploadAsync(BlobClient blob, ExportFile file, CancellationToken ct)
    {
        var pipe = new Pipe();
        var writing = Task.Run(
            async () =>
            {
                try
                {
                    await using (var body = pipe.Writer.AsStream(leaveOpen: true)) await file.WriteAsync(body, ct);
                    await pipe.Writer.CompleteAsync();
                }
                catch (Exception e)
                {
                    // the upload ends with it, and no block counts
                    await pipe.Writer.CompleteAsync(e);
                }
            }, ct);
        await blob.UploadAsync(pipe.Reader.AsStream(), new BlobUploadOptions { HttpHeaders = new() { ContentType = file.ContentType } }, ct);
        await writing;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} exports were written to the container {Container}.")]
        public static partial void Written(ILogger logger, int count, string container);
    }
}
