using Followup.LocalWorker.Tests.SampleFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Followup.LocalWorker.Tests.ServiceBus;

public sealed class StopTests
{
    [Theory]
    [InlineData("single-default")]
    [InlineData("batch-default")]
    public async Task An_invocation_that_runs_may_finish_and_its_message_is_completed(string function)
    {
        await using var host = await WorkerHost.StartAsync();
        var go = new TaskCompletionSource();
        host.Script.On<Delivery>(function, call => go.Task.WaitAsync(call.Ct));
        await host.SendAsync(function, "1");
        await host.Script.CallAsync<Delivery>(function);

        var stopping = host.App.StopAsync(WorkerHost.Ct);
        await Task.Delay(200, WorkerHost.Ct);
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping;
        Assert.True(host.Counts(function) is { Active: 0, Locked: 0, DeadLettered: 0 });
    }

    [Theory]
    [InlineData("single-default")]
    [InlineData("batch-default")]
    public async Task One_that_does_not_end_is_told_after_the_shutdown_timeout_and_left_behind(string function)
    {
        await using var host = await WorkerHost.StartAsync(builder =>
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(300)));
        host.Script.On<Delivery>(function, _ => Task.Delay(Timeout.Infinite, WorkerHost.Ct));
        await host.SendAsync(function, "1");
        var call = await host.Script.CallAsync<Delivery>(function);

        await host.App.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), WorkerHost.Ct);
        Assert.True(call.Ct.IsCancellationRequested);
    }

    [Fact]
    public async Task After_a_stop_nothing_more_is_taken()
    {
        await using var host = await WorkerHost.StartAsync();
        await host.App.StopAsync(WorkerHost.Ct);
        await host.SendAsync("single-default", "1");
        await host.SendAsync("batch-default", "1");
        await Task.Delay(300, WorkerHost.Ct);
        Assert.True(host.Counts("single-default") is { Active: 1, Locked: 0 });
        Assert.True(host.Counts("batch-default") is { Active: 1, Locked: 0 });
    }
}
