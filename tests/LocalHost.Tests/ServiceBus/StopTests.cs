using Followup.SampleApp;

namespace Followup.LocalHost.Tests.ServiceBus;

public sealed class StopTests
{
    [Fact]
    public async Task An_invocation_that_runs_may_finish_and_its_message_is_completed()
    {
        await using var host = await TestHost.StartAsync();
        var go = new TaskCompletionSource();
        host.Script.On<Delivery>("unsaid", call => go.Task.WaitAsync(call.Ct));
        await host.SendAsync("unsaid", "1");
        await host.Script.CallAsync<Delivery>("unsaid");

        var stopping = host.StopAsync();
        await Task.Delay(200, TestHost.Ct);
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping;
        Assert.True(host.Counts("unsaid") is { Active: 0, Locked: 0, DeadLettered: 0 });
    }

    [Fact]
    public async Task One_that_does_not_end_is_told_after_the_shutdown_timeout_and_left_behind()
    {
        await using var host = await TestHost.StartAsync(new TestHost.Setup { ShutdownTimeout = TimeSpan.FromMilliseconds(300) });
        var cancelled = new TaskCompletionSource();
        host.Script.On<Delivery>("unsaid", async call =>
        {
            await using var _ = call.Ct.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, TestHost.Ct);
        });
        await host.SendAsync("unsaid", "1");
        await host.Script.CallAsync<Delivery>("unsaid");

        var stopping = host.StopAsync();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Ct);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Ct);
    }

    [Fact]
    public async Task A_request_that_runs_may_finish()
    {
        await using var host = await TestHost.StartAsync();
        var go = new TaskCompletionSource();
        host.Script.On<Waiting>("waits", _ => go.Task);
        var asking = host.GetAsync("/api/waits");
        await host.Script.CallAsync<Waiting>("waits");

        var stopping = host.StopAsync();
        await Task.Delay(200, TestHost.Ct);
        go.SetResult();
        Assert.Equal((System.Net.HttpStatusCode.OK, "done"), await asking);
        await stopping;
    }

    [Fact]
    public async Task After_a_stop_nothing_more_is_taken()
    {
        await using var host = await TestHost.StartAsync();
        await host.StopAsync();
        await host.SendAsync("unsaid", "1");
        await Task.Delay(300, TestHost.Ct);
        Assert.True(host.Counts("unsaid") is { Active: 1, Locked: 0 });
    }
}
