using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.SampleApp;

public sealed record Waiting(CancellationToken Request, CancellationToken Invocation);

[SuppressMessage("Performance", "CA1822", Justification = "A function app's functions are instance methods, state or not.")]
public sealed class HttpFunctions(Script script)
{
    [Function("by-name")]
    public IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Text($"{request.Method} by-name");

    [Function("post-only")]
    public IResult PostOnly([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "shared")] HttpRequest request) =>
        Results.Text("posted");

    [Function("put-only")]
    public IResult PutOnly([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "shared")] HttpRequest request) => Results.Text("put");

    [Function("any-method")]
    public IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(request.Method);

    [Function("values")]
    public IResult Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{text}/{number}")] HttpRequest request,
        string text, int number, string? absent, int defaulted = 7) =>
        Results.Text(string.Create(CultureInfo.InvariantCulture, $"{text} {number} {absent ?? "-"} {defaulted}"));

    [Function("unbindable")]
    public IResult Unbindable([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, DateTime nowhere) =>
        Results.Text(nowhere.ToString(CultureInfo.InvariantCulture));

    [Function("context")]
    public IResult Context([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        var http = request.HttpContext;
        return Results.Json(new
        {
            host = $"{request.Host}",
            sameHttpContext = ReferenceEquals(http, context.GetHttpContext()),
            functionsScope = ReferenceEquals(http.RequestServices, context.InstanceServices),
            name = context.FunctionDefinition.Name,
            entryPoint = context.FunctionDefinition.EntryPoint,
            traceParent = context.TraceContext.TraceParent,
        });
    }

    /// <summary>The trap: a parameter is bound to a value of the query that has its name.</summary>
    [Function("token")]
    public IResult Token([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken ct) =>
        Results.Text($"{ct.CanBeCanceled}");

    [Function("waits")]
    public async Task<IResult> Waits([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        await script.PlayAsync("waits", new Waiting(request.HttpContext.RequestAborted, context.CancellationToken));
        return Results.Text("done");
    }

    [Function("breaks-off")]
    public async Task<IResult> BreaksOff([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("the first half");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("a secret detail");
    }

    [Function("process")]
    public IResult Process([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Json(new
    {
        Environment.ProcessId,
        runtime = Environment.GetEnvironmentVariable("FUNCTIONS_WORKER_RUNTIME"),
        nested = Environment.GetEnvironmentVariable("Some__Setting"),
    });

    [Function("dies")]
    public IResult Dies([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        Environment.Exit(3);
        return Results.Empty;
    }

    [Function("later")]
    public async Task<IResult> Later([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Text("later");
    }

    [Function("value-task")]
    public async ValueTask<IResult> Value([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Text("value-task");
    }

    [Function("plain-value-task")]
    public async ValueTask PlainValue([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        await script.PlayAsync("plain-value-task", "ran");
    }

    [Function("static")]
    public static IResult Static([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("static");

    [Function("not-a-result")]
    public string NotAResult([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "never written";

    [Function("length")]
    public async Task<IResult> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken ct)
    {
        await request.Body.CopyToAsync(Stream.Null, ct);
        return Results.Text("read");
    }

    [Function("throws")]
    public async Task<IResult> Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        request.HttpContext.Response.ContentLength = 1000;
        await Task.Yield();
        throw new InvalidOperationException("a secret detail");
    }
}
