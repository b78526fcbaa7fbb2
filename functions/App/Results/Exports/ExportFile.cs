namespace Followup.Results.Exports;

/// <summary>A file to be written to a stream.</summary>
/// <param name="Version">Changes whenever the content does; null for a file that is not to be kept.</param>
public sealed record ExportFile(
    string Name, string ContentType, DateTimeOffset? ChangedAt, string? Version, Func<Stream, CancellationToken, Task> WriteAsync);
