using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Followup.Shared.Http;

/// <summary>
/// Writes what an HTTP function returns to the client: once, and visibly broken off where it fails midway. The worker's own middleware,
/// which this one runs inside of, does neither. It leaves a result in place as the invocation's return value, which is then serialized a
/// second time, for the host; and its <c>finally</c> completes the response whatever was thrown, so that half an export looks like a
/// whole one.
/// </summary>
public sealed class ResultWriting : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
            var returned = context.GetInvocationResult();
            if (returned.Value is not IResult result) return;
            returned.Value = null;
            await result.ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // the client is gone: nobody is left to be told, and the worker would log a failure
        }
        // what has not started yet becomes a 500 of the host
        catch when (http.Response.HasStarted)
        {
            http.Abort();
            throw;
        }
    }
}
