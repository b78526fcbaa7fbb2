using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Followup.Shared.Http;

/// <summary>
/// A page that nobody may keep, frame or index, and that loads nothing but our own logo; its address goes to no other site.
/// </summary>
/// <param name="style">The source of styles that the page may have, as the Content-Security-Policy writes it.</param>
/// <param name="frames">
/// Whether the page shows other pages of ours in frames: those inherit the page's policy, so the policy must let us frame our own pages.
/// </param>
public sealed class HtmlPage(int status, string html, string style, bool frames = false) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        SetHeaders(response.Headers);
        var body = Encoding.UTF8.GetBytes(html);
        // Fifty cards are 300 KB, and a tenth of that packed. Packing could betray a secret to an attacker who puts text of theirs into
        // the same page and watches its size; the page holds none.
        if (TakesGzip(request.Headers.AcceptEncoding))
        {
            response.Headers.ContentEncoding = "gzip";
            body = Packed(body);
        }
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private void SetHeaders(IHeaderDictionary headers)
    {
        var framing = frames ? "frame-src 'self'; frame-ancestors 'self'" : "frame-ancestors 'none'";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src '{style}'; img-src 'self'; form-action 'self'; base-uri 'none'; {framing}";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.Vary = "Accept-Encoding";
    }

    private static bool TakesGzip(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var encodings)
        && encodings.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality != 0);

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
