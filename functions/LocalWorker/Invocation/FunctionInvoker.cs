using System.Diagnostics;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Followup.LocalWorker.Invocation;

/// <summary>Runs a function once: in a scope of its own, on an instance of its own, inside the middleware.</summary>
internal sealed partial class FunctionInvoker(IServiceProvider services, InvocationPipeline pipeline, ILogger<FunctionInvoker> logger)
{
    // as the official worker from OpenTelemetry schema 1.37.0 on
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker");

    /// <param name="prepare">Called before the middleware.</param>
    /// <param name="use">Called with what the function returned, while its scope is still open.</param>
    /// <exception cref="Exception">Whatever the function throws, logged.</exception>
    public async Task InvokeAsync(
        Function function, BindingInput input, CancellationToken ct, Action<FunctionContext>? prepare = null, Func<object?, Task>? use = null)
    {
        await using var scope = services.CreateAsyncScope();
        using var span = Source.StartActivity($"function {function.Name}");
        var invocation = new Invocation(function, input, scope.ServiceProvider, ct);
        span?.SetTag("faas.name", function.Name).SetTag("faas.invocation_id", invocation.InvocationId);
        prepare?.Invoke(invocation);
        try
        {
            FunctionExecutionDelegate run = async _ => invocation.Result = await CallAsync(function, input, invocation);
            await pipeline.Around(run)(invocation);
            if (use is not null) await use(invocation.Result);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            Log.Failed(logger, e, function.Name, invocation.InvocationId);
            throw;
        }
    }

    private static async Task<object?> CallAsync(Function function, BindingInput input, Invocation invocation)
    {
        var method = function.Method;
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(invocation.InstanceServices, method.DeclaringType!);
        try
        {
            object?[] arguments = [.. method.GetParameters().Select(parameter => input.ValueOf(parameter, invocation))];
            return await ResultOf(method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null), method.ReturnType);
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }

    private static async Task<object?> ResultOf(object? returned, Type declared)
    {
        if (returned is not null && declared.IsValueType && declared.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal))
            returned = declared.GetMethod(nameof(ValueTask.AsTask))!.Invoke(returned, null);
        if (returned is not Task task) return returned;
        await task;
        return declared.IsGenericType ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The function '{Function}' failed (invocation {Invocation}).")]
        public static partial void Failed(ILogger logger, Exception exception, string function, string invocation);
    }
}
