using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.Tests.SampleFunctions;

[SuppressMessage("Performance", "CA1822", Justification = "A function app's functions are instance methods, state or not.")]
public sealed class HttpFunctions(Script script)
{
    [Function("by-name")]
    public IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Text($"{request.Method} by-name");

    [Function("empty-route")]
    public IResult EmptyRoute([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "")] HttpRequest request) =>
        Results.Text(request.Path);

    [Function("post-only")]
    public IResult PostOnly([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "shared")] HttpRequest request) =>
        Results.Text("posted");

    [Function("put-only")]
    public IResult PutOnly([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "shared")] HttpRequest request) => Results.Text("put");

    [Function("any-method")]
    public IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(request.Method);

    [Function("values")]
    public IResult Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{text}/{number}/{id?}")] HttpRequest request,
        string text, int number, Guid? id, string? absent, int defaulted = 7) =>
        Results.Text(string.Create(CultureInfo.InvariantCulture, $"{text} {number} {id?.ToString() ?? "-"} {absent ?? "-"} {defaulted}"));

    [Function("unbindable")]
    public IResult Unbindable([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, DateTime nowhere) =>
        Results.Text(nowhere.ToString(CultureInfo.InvariantCulture));

    [Function("objects")]
    public IResult Objects(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, HttpContext http,
        FunctionContext context, CancellationToken ct) =>
        Results.Json(new
        {
            sameRequest = ReferenceEquals(request, http.Request),
            sameHttpContext = ReferenceEquals(http, context.GetHttpContext()),
            functionsScope = ReferenceEquals(http.RequestServices, context.InstanceServices),
            abortable = ct == http.RequestAborted && ct == context.CancellationToken,
            name = context.FunctionDefinition.Name,
            entryPoint = context.FunctionDefinition.EntryPoint,
        });

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
