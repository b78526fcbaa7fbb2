using Followup.LocalWorker.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.LocalWorker.Http;

internal static class HttpFunctions
{
    public static void MapHttp(this FunctionCatalog catalog, IEndpointRouteBuilder app)
    {
        var prefix = app.ServiceProvider.GetRequiredService<HostSettings>().RoutePrefix;
        var invoker = app.ServiceProvider.GetRequiredService<FunctionInvoker>();
        var key = new FunctionKey(app.ServiceProvider.GetRequiredService<IConfiguration>()["LocalWorker:FunctionKey"]);
        foreach (var function in catalog.Functions)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger) continue;
            var pattern = string.Join('/', new[] { prefix, trigger.Route ?? function.Name }.Where(part => part.Length > 0));
            var route = trigger.Methods is { Length: > 0 } methods
                ? app.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), HandleAsync)
                : app.Map(pattern, HandleAsync);
            route.WithDisplayName(function.Name);

            Task HandleAsync(HttpContext http) => function.NeedsKey && !key.IsIn(http.Request)
                ? Unauthorized(http)
                : RunAsync(invoker, function, http);
        }
    }

    private static Task Unauthorized(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static async Task RunAsync(FunctionInvoker invoker, Function function, HttpContext http)
    {
        var data = http.Request.RouteValues.ToDictionary(value => value.Key, value => value.Value, StringComparer.OrdinalIgnoreCase);
        var outer = http.RequestServices;
        try
        {
            await invoker.InvokeAsync(
                function, new(data, [http.Request, http]), http.RequestAborted,
                context =>
                {
                    context.Features.Set(http);
                    http.RequestServices = context.InstanceServices;
                },
                returned => returned is IResult result ? result.ExecuteAsync(http) : Task.CompletedTask);
        }
        catch (BadHttpRequestException e)
        {
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            // logged by the invoker; whoever called learns no details
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        finally
        {
            http.RequestServices = outer;
        }
    }
}
