using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Followup.LocalWorker.Http;

internal static class HttpHost
{
    // The limit of a request is Kestrel's own, 30 MB, as in the official worker: the Functions host takes 100, but hands them on to the worker's server.
    public static void Configure(WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.Listen(IPAddress.Loopback, builder.Configuration.GetValue("LocalWorker:Port", 0));
        kestrel.AddServerHeader = false;
    });
}
