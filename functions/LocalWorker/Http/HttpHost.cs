using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Followup.LocalWorker.Http;

internal static class HttpHost
{
    // the Functions host's own limit: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
    private const long MaxRequestBytes = 100 * 1024 * 1024;

    public static void Configure(WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.Listen(IPAddress.Loopback, builder.Configuration.GetValue("LocalWorker:Port", 0));
        kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
        kestrel.AddServerHeader = false;
    });
}
