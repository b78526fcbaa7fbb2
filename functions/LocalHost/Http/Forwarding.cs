using System.Diagnostics;
using System.Net;
using Followup.LocalHost.Worker;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Followup.LocalHost.Http;

/// <summary>
/// An HTTP function's invocation goes to the worker twice, at the same time: over gRPC, and as the request itself, forwarded to the
/// worker's own web server. The worker joins the two by the header <c>x-ms-invocation-id</c>.
/// </summary>
internal sealed class Forwarding(WorkerChannel channel, IHttpForwarder forwarder) : HttpTransformer, IDisposable
{
    private const string InvocationId = "x-ms-invocation-id";

    private static readonly ForwarderRequestConfig Config = new()
    {
        Version = HttpVersion.Version11,
        ActivityTimeout = TimeSpan.FromMinutes(30), // of a function's run on the real host
    };

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        // the function's span has its parent from the invocation
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    });

    public async Task InvokeAsync(Function function, HttpContext context)
    {
        var invocation = HttpInput.Of(context.Request);
        context.Items[InvocationId] = invocation.Id;
        using var given = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var running = channel.InvokeAsync(function, invocation, given.Token);
        var error = await forwarder.SendAsync(context, channel.HttpUri, http, Config, this);
        // the function would wait for a request that never comes
        if (error != ForwarderError.None) await given.CancelAsync();
        try
        {
            await running;
            if (error == ForwarderError.None) return;
        }
        catch (Exception e) when (e is FunctionFailedException or WorkerEndedException)
        {
            // the exception is in the worker's own log; the caller learns no details
        }
        Fail(context);
    }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Host = null;
        Set("X-Forwarded-For", $"{httpContext.Connection.RemoteIpAddress}");
        Set("X-Forwarded-Host", $"{httpContext.Request.Host}");
        Set("X-Forwarded-Proto", httpContext.Request.Scheme);
        Set(InvocationId, (string)httpContext.Items[InvocationId]!);

        void Set(string name, string value)
        {
            proxyRequest.Headers.Remove(name);
            proxyRequest.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Once an answer has begun, its failure can only be shown by breaking it off.</summary>
    private static void Fail(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }
}
