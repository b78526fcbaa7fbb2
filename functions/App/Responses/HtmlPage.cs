using System.Text;
using Followup.Responses.Pages;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses;

/// <summary>A page that nobody may keep, frame, index, or make load anything; its address goes to no other site.</summary>
public sealed class HtmlPage(int status, string html) : IResult
{
    private static readonly string Policy =
        $"default-src 'none'; style-src '{PageStyle.Hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        var body = Encoding.UTF8.GetBytes(html);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
