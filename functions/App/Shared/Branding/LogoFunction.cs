using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Followup.Shared.Branding;

/// <summary>The logo, for mails and pages. 304 where the reader has it already, 404 where there is none.</summary>
public sealed class LogoFunction(Brand brand)
{
    [Function("logo")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "logo.png")] HttpRequest request)
    {
        if (brand.Logo is not { } logo) return TypedResults.NotFound();
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=86400";
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(logo.Png, "image/png", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(logo.Png).AsSpan(0, 8))}\""));
    }
}
