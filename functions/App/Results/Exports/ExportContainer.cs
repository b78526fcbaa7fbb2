using Azure.Storage.Blobs;

namespace Followup.Results.Exports;

/// <summary>Where exports are written; null where no storage is set.</summary>
public sealed record ExportContainer(BlobContainerClient? Client)
{
    public const string Name = "exports";
}
