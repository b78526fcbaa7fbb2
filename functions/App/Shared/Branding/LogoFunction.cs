using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Followup.Shared.Branding;

/// <summary>The logo, for mails and pages. 304 where the caller has it already, 404 where no logo is set.</summary>
public sealed class LogoFunction(Brand brand)
{
    [Function("logo")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "logo.png")] HttpRequest request)
    {
        if (brand.Logo is not { } logo) return TypedResults.NotFound();
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "public, max-age=86400";
        headers.XContentTypeOptions = "nosniff";
        var version = Convert.ToHexStringLower(SHA256.HashData(logo.Png).AsSpan(0, 8));
        return TypedResults.Bytes(logo.Png, "image/png", entityTag: new EntityTagHeaderValue($"\"{version}\""));
    }
}
