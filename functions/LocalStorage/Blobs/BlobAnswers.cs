using System.Globalization;
using System.Xml.Linq;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Blobs;

/// <summary>Blobs and lists of them as they go out.</summary>
internal static class BlobAnswers
{
    public static void Stamp(HttpContext http, string etag, long stamp)
    {
        http.Response.Headers.ETag = etag;
        http.Response.Headers.LastModified = Answers.HttpDate(stamp);
    }

    /// <summary>The blob, or the range of it that is asked for; its headers alone for HEAD.</summary>
    public static async Task<Refusal?> WriteAsync(HttpContext http, BlobRow blob, Stream content, CancellationToken ct)
    {
        if (Range(http.Request, blob.Length) is not var (from, length, isPart)) return Refusal.InvalidRange;
        var response = http.Response;
        Stamp(http, blob.ETag, blob.Stamp);
        response.ContentType = blob.ContentType;
        response.ContentLength = length;
        response.Headers.AcceptRanges = "bytes";
        response.Headers["x-ms-blob-type"] = "BlockBlob";
        response.Headers["x-ms-creation-time"] = Answers.HttpDate(blob.Stamp);
        if (isPart)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{from + length - 1}/{blob.Length}";
        }
        if (HttpMethods.IsHead(http.Request.Method)) return null;
        content.Position = from;
        await Microsoft.AspNetCore.Http.Extensions.StreamCopyOperation.CopyToAsync(content, response.Body, length, ct);
        return null;
    }

    public static XElement List(string container, IReadOnlyList<BlobRow> blobs, string next) => new(
        "EnumerationResults",
        new XAttribute("ContainerName", container),
        new XElement("Blobs", blobs.Select(blob => new XElement("Blob",
            new XElement("Name", blob.Name),
            new XElement("Properties",
                new XElement("Last-Modified", Answers.HttpDate(blob.Stamp)),
                new XElement("Etag", blob.ETag.Trim('"')),
                new XElement("Content-Length", blob.Length),
                new XElement("Content-Type", blob.ContentType),
                new XElement("BlobType", "BlockBlob"))))),
        new XElement("NextMarker", next));

    /// <summary>Null if no byte is in it.</summary>
    private static (long From, long Length, bool IsPart)? Range(HttpRequest request, long length)
    {
        var given = request.Headers.TryGetValue("x-ms-range", out var own) ? own.ToString() : request.Headers.Range.ToString();
        if (given.Length == 0) return (0, length, false);
        if (!given.StartsWith("bytes=", StringComparison.Ordinal)
            || given["bytes=".Length..].Split('-') is not [var first, var last]
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || from >= length)
        {
            return null;
        }
        var to = long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var end) ? Math.Min(end, length - 1) : length - 1;
        return to >= from ? (from, to - from + 1, true) : null;
    }
}
