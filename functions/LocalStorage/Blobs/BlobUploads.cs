using System.Xml;
using System.Xml.Linq;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Blobs;

/// <summary>Writing a blob: in one piece, or in blocks that count when a list names them.</summary>
internal sealed class BlobUploads(BlobFiles files)
{
    private const int MostListBytes = 16 << 20; // 50,000 blocks, the most there may be
    private const string DefaultType = "application/octet-stream";

    // What would be lost is refused, and so are contents that are elsewhere, or that are not the bytes of the body.
    private static readonly string[] NotKept =
    [
        "x-ms-blob-content-encoding", "x-ms-blob-content-language", "x-ms-blob-content-disposition", "x-ms-blob-cache-control",
        "x-ms-blob-content-md5", "x-ms-tags", "x-ms-access-tier", "x-ms-copy-source", "x-ms-structured-body", "x-ms-encryption-key",
        "x-ms-encryption-scope",
    ];

    public async Task<Refusal?> HandleAsync(HttpContext http, string container, string blob, string comp, CancellationToken ct)
    {
        var (request, headers) = (http.Request, http.Request.Headers);
        if (headers.Keys.Any(name => NotKept.Contains(name, StringComparer.OrdinalIgnoreCase)
            || name.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase)))
        {
            return Refusal.NotImplemented;
        }
        var condition = new BlobCondition(headers.IfNoneMatch == "*", headers.IfMatch is [{ } etag] ? etag : null);
        var type = headers["x-ms-blob-content-type"] is [{ Length: > 0 } given] ? given : DefaultType;
        Refusal? refusal;
        List<string> list;
        BlobRow? written = null;
        switch (comp)
        {
            case "block" when request.Query["blockid"] is [{ Length: > 0 } blockId]:
                refusal = await files.StageAsync(container, blob, blockId, request.Body, ct);
                break;
            case "blocklist":
                using (var body = await Bodies.ReadAsync(request, MostListBytes, ct)) list = BlockList(body.Written);
                (refusal, written) = await files.CommitAsync(container, blob, list, type, condition, ct);
                break;
            case "" when headers["x-ms-blob-type"] == "BlockBlob":
                (refusal, written) = await files.PutAsync(container, blob, request.Body, type, condition, ct);
                break;
            default:
                return Refusal.NotImplemented;
        }
        if (refusal is not null) return refusal;
        http.Response.StatusCode = StatusCodes.Status201Created;
        if (written is not null) BlobAnswers.Stamp(http, written.ETag, written.Stamp);
        return null;
    }

    // Blocks of the blob as it was cannot be named again: they are one file by then.
    private static List<string> BlockList(ReadOnlyMemory<byte> xml)
    {
        try
        {
            var list = XDocument.Load(new MemoryStream(xml.ToArray())).Root!.Elements().ToList();
            return list.TrueForAll(block => block.Name.LocalName is "Latest" or "Uncommitted")
                ? list.ConvertAll(block => block.Value.Trim())
                : throw new RefusedException(Refusal.InvalidBlockList);
        }
        catch (XmlException)
        {
            throw new RefusedException(Refusal.InvalidInput);
        }
    }
}
