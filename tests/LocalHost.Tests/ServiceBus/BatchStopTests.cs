using Followup.SampleApp;

namespace Followup.LocalHost.Tests.ServiceBus;

public sealed class BatchStopTests
{
    private const string Unsaid = "unsaid-batch", OfHost = "AzureFunctionsJobHost:extensions:serviceBus:";

    [Fact]
    public async Task A_batch_that_runs_may_finish_and_what_the_client_holds_beyond_it_is_released()
    {
        await using var host = await TestHost.StartAsync((OfHost + "maxMessageBatchSize", "2"), (OfHost + "prefetchCount", "10"));
        var go = new TaskCompletionSource();
        host.Script.On<Batch>(Unsaid, batch => go.Task.WaitAsync(batch.Ct));
        await host.SendAsync(Unsaid, "1", "2", "3", "4", "5", "6");
        var running = (await host.Script.CallAsync<Batch>(Unsaid)).Messages.Length;
        await TestHost.EventuallyAsync(() => host.Counts(Unsaid).Locked == 6);

        var stopping = host.StopAsync();
        await Task.Delay(200, TestHost.Ct);
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping;
        Assert.Equal(0, host.Script.Waiting(Unsaid));
        await TestHost.EventuallyAsync(() => host.Counts(Unsaid) is { Locked: 0, DeadLettered: 0 });
        Assert.Equal(6 - running, host.Counts(Unsaid).Active);
    }

    [Fact]
    public async Task One_that_does_not_end_is_told_after_the_shutdown_timeout_and_left_behind()
    {
        await using var host = await TestHost.StartAsync(new TestHost.Setup { ShutdownTimeout = TimeSpan.FromMilliseconds(300) });
        var cancelled = new TaskCompletionSource();
        host.Script.On<Batch>(Unsaid, async batch =>
        {
            await using var _ = batch.Ct.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, TestHost.Ct);
        });
        await host.SendAsync(Unsaid, "1");
        await host.Script.CallAsync<Batch>(Unsaid);

        var stopping = host.StopAsync();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Ct);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Ct);
    }

    [Fact]
    public async Task After_a_stop_nothing_more_is_taken()
    {
        await using var host = await TestHost.StartAsync();
        await host.StopAsync();
        await host.SendAsync(Unsaid, "1");
        await Task.Delay(300, TestHost.Ct);
        Assert.True(host.Counts(Unsaid) is { Active: 1, Locked: 0 });
    }
}
