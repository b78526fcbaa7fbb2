using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Followup.Shared.Http;

/// <summary>A page that nobody may keep, frame or index, and that loads nothing but our own logo; its address goes to no other site.</summary>
/// <param name="style">The source of styles it may have, as the Content-Security-Policy writes it.</param>
/// <param name="frames">Whether it shows other pages of ours in frames: those have its policy, so it must let itself be framed.</param>
public sealed class HtmlPage(int status, string html, string style, bool frames = false) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src '{style}'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            + (frames ? "frame-src 'self'; frame-ancestors 'self'" : "frame-ancestors 'none'");
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers.Vary = "Accept-Encoding";
        var body = Encoding.UTF8.GetBytes(html);
        // fifty cards are 300 KB, and a tenth of it packed; the page holds no secret that what is put into it could be tried against
        if (TakesGzip(request.Headers.AcceptEncoding))
        {
            response.Headers.ContentEncoding = "gzip";
            body = Packed(body);
        }
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static bool TakesGzip(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var encodings) && encodings.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality != 0);

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
