using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.Tests.SampleFunctions;

/// <summary>A scoped service: one an invocation, disposed at its end.</summary>
public sealed class Scoped : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();
    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}

public sealed record Seen(ScopeFunctions Instance, Scoped Scoped, bool SameInContext, string InvocationId);

public sealed class ScopeFunctions(Script script, Scoped scoped)
{
    [Function("scope")]
    public async Task<IResult> Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        var inContext = ReferenceEquals(context.InstanceServices.GetService(typeof(Scoped)), scoped);
        await script.PlayAsync("scope", new Seen(this, scoped, inContext, context.InvocationId));
        return new Late(scoped);
    }

    /// <summary>A result is executed while the scope is still open.</summary>
    private sealed class Late(Scoped scoped) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsync(scoped.Disposed ? "too late" : "in time");
    }
}
