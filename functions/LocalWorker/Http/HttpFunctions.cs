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
            var path = string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route;
            var pattern = prefix.Length > 0 ? $"{prefix}/{path}" : path;
            var route = trigger.Methods is { Length: > 0 } methods
                ? app.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), HandleAsync)
                : app.Map(pattern, HandleAsync);
            route.WithDisplayName(function.Name);

            Task HandleAsync(HttpContext http) => function.NeedsKey && !key.IsIn(http.Request)
                ? Answer(http, StatusCodes.Status401Unauthorized)
                : RunAsync(invoker, function, http);
        }
        // The real host answers 404, not 405, where only the method does not fit: https://github.com/Azure/azure-functions-host/issues/10098
        app.Map("{**path}", (HttpContext http) => Answer(http, StatusCodes.Status404NotFound)).WithOrder(int.MaxValue);
    }

    private static Task Answer(HttpContext http, int status)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
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
        catch (Exception) when (!http.Response.HasStarted)
        {
            // logged by the invoker; whoever called learns no details
            await Answer(http, StatusCodes.Status500InternalServerError);
        }
        finally
        {
            http.RequestServices = outer;
        }
    }
}
