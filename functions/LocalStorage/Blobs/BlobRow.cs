namespace Followup.LocalStorage.Blobs;

/// <summary>A blob: what it is called, and the file of its bytes.</summary>
/// <param name="File">A name of its own for each content; a file is never written again.</param>
/// <param name="Stamp">When it was written, in ticks of UTC; of it are Last-Modified and ETag.</param>
internal sealed record BlobRow(string Name, string File, long Length, string ContentType, long Stamp)
{
    public string ETag => $"\"0x{Stamp:X}\"";
}

/// <summary>What a write asks of the blob that is there.</summary>
/// <param name="MustBeNew">If-None-Match: *</param>
/// <param name="ETag">If-Match, which may be <c>*</c> for any; null where there is none.</param>
internal readonly record struct BlobCondition(bool MustBeNew, string? ETag);
