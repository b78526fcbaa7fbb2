using System.Collections.Concurrent;
using System.Net;
using Followup.LocalWorker.Tests.SampleFunctions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Followup.LocalWorker.Tests.Invocation;

public sealed class MiddlewareTests
{
    private readonly ConcurrentQueue<string> trace = [];

    [Fact]
    public async Task What_is_added_first_is_outermost()
    {
        await using var host = await WorkerHost.StartAsync(builder => builder
            .UseMiddleware(Traced("first")).UseMiddleware(Traced("second")).Use(next => async context =>
            {
                if (context.GetHttpContext() is not null) trace.Enqueue("third begins");
                await next(context);
            }));
        Assert.Equal("GET by-name", (await host.GetAsync("/api/by-name")).Body);
        Assert.Equal(["first begins", "second begins", "third begins", "second ends", "first ends"], trace);
    }

    [Fact]
    public async Task A_middleware_class_is_one_instance_for_all_invocations()
    {
        await using var host = await WorkerHost.StartAsync(builder => builder.UseMiddleware<Counting>());
        await host.GetAsync("/api/by-name");
        await host.GetAsync("/api/level-anonymous");
        Assert.Equal(["by-name", "level-anonymous"], host.App.Services.GetRequiredService<Counting>().Http);
    }

    [Fact]
    public async Task It_sees_what_a_function_throws_and_may_swallow_it()
    {
        await using var host = await WorkerHost.StartAsync(builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException e) when (context.GetHttpContext() is { } http)
            {
                trace.Enqueue(e.Message);
                http.Response.ContentLength = 0;
                http.Response.StatusCode = 418;
            }
        }));
        Assert.Equal(418, (int)(await host.GetAsync("/api/throws")).Status);
        Assert.Equal(["a secret detail"], trace);
    }

    [Fact]
    public async Task It_may_answer_instead_of_the_function()
    {
        await using var host = await WorkerHost.StartAsync(builder => builder.UseMiddleware((context, next) =>
        {
            if (context.GetHttpContext() is not { } http) return next();
            http.Response.StatusCode = 403;
            return Task.CompletedTask;
        }));
        Assert.Equal((HttpStatusCode.Forbidden, ""), await host.GetAsync("/api/by-name"));
    }

    [Fact]
    public async Task What_it_throws_is_500_without_details()
    {
        await using var host = await WorkerHost.StartAsync(builder =>
            builder.UseMiddleware((_, _) => throw new InvalidOperationException("a secret detail")));
        Assert.Equal((HttpStatusCode.InternalServerError, ""), await host.GetAsync("/api/by-name"));
    }

    [Fact]
    public async Task It_wraps_messages_and_timers_too_which_have_no_request()
    {
        await using var host = await WorkerHost.StartAsync(builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            trace.Enqueue($"{context.FunctionDefinition.Name}: {context.GetHttpContext() is not null}");
        }));
        await host.SendAsync("single-default", "1");
        await host.Script.CallAsync<Delivery>("single-default");
        await WorkerHost.EventuallyAsync(() => trace.Contains("single-default: False") && trace.Contains("timer-at-start: False"));
    }

    [Fact]
    public async Task It_can_log_and_hand_items_on()
    {
        await using var host = await WorkerHost.StartAsync(builder => builder
            .UseMiddleware(async (context, next) =>
            {
                context.Items["note"] = "handed on";
                context.Features.Set(this);
                await next();
            })
            .UseMiddleware(async (context, next) =>
            {
                Assert.NotSame(context.GetLogger<MiddlewareTests>(), context.GetLogger("a name"));
                if (context.GetHttpContext() is not null)
                    trace.Enqueue($"{context.Items["note"]} {context.Features.Get<MiddlewareTests>() == this}");
                await next();
            }));
        await host.GetAsync("/api/by-name");
        Assert.Equal(["handed on True"], trace);
    }

    private Func<FunctionContext, Func<Task>, Task> Traced(string name) => async (context, next) =>
    {
        if (context.GetHttpContext() is not null) trace.Enqueue($"{name} begins");
        await next();
        if (context.GetHttpContext() is not null) trace.Enqueue($"{name} ends");
    };

    private sealed class Counting : IFunctionsWorkerMiddleware
    {
        public ConcurrentQueue<string> Http { get; } = [];

        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            if (context.GetHttpContext() is not null) Http.Enqueue(context.FunctionDefinition.Name);
            return next(context);
        }
    }
}
