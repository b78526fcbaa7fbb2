using Azure.Storage.Blobs;

namespace Followup.Results.Exports;

/// <summary>The container that exports are written to every month.</summary>
/// <param name="Client">Null where no storage is set.</param>
public sealed record ExportContainer(BlobContainerClient? Client)
{
    public const string Name = "exports";
}
