using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Followup.Shared.Http;

/// <summary>
/// Refuses requests whose Content-Length is larger than the worker's server takes, and has the server read them to their end. Left alone,
/// the server cuts the connection, which the Functions host, still sending, sees before the answer: the client gets an error of ours (500).
/// </summary>
public sealed class RequestLimit : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http
            || http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit
            || !(http.Request.ContentLength > limit.MaxRequestBodySize))
        {
            await next(context);
            return;
        }
        limit.MaxRequestBodySize = null;
        await Problems.BadRequest("Nothing was taken.", Problems.TooLarge).ExecuteAsync(http);
    }
}
