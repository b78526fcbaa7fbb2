using Followup.LocalWorker.Tests.SampleFunctions;

namespace Followup.LocalWorker.Tests.ServiceBus;

public sealed class BatchTests
{
    [Fact]
    public async Task What_is_waiting_comes_as_one_array_and_is_completed()
    {
        await using var host = await WorkerHost.StartAsync();
        await host.SendAsync("batch-default", "1", "2", "3");
        await AssertReceivedAsync(host, "batch-default", "1", "2", "3");
        await WorkerHost.EventuallyAsync(() => host.Counts("batch-default") is { Active: 0, Locked: 0, DeadLettered: 0 });
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_host_json_says()
    {
        await using var host = await WorkerHost.StartAsync(settings: "--AzureFunctionsJobHost:extensions:serviceBus:maxMessageBatchSize=2");
        await host.SendAsync("batch-default", "1", "2", "3", "4", "5");
        var left = 5;
        while (left > 0)
        {
            var size = (await host.Script.CallAsync<Delivery>("batch-default")).Messages.Length;
            Assert.InRange(size, 1, 2);
            left -= size;
        }
    }

    [Fact]
    public async Task Without_automatic_completion_messages_stay_locked()
    {
        await using var host = await WorkerHost.StartAsync();
        await host.SendAsync("batch-manual", "1", "2");
        await AssertReceivedAsync(host, "batch-manual", "1", "2");
        await Task.Delay(300, WorkerHost.Ct);
        Assert.Equal(2, host.Counts("batch-manual").Locked);
    }

    [Fact]
    public async Task Messages_the_function_settled_are_left_alone_and_the_others_completed()
    {
        await using var host = await WorkerHost.StartAsync();
        host.Script.On<Delivery>("batch-default", async call =>
        {
            foreach (var message in call.Messages)
            {
                if (message.MessageId == "dead") await call.Actions.DeadLetterMessageAsync(message, cancellationToken: call.Ct);
                if (message.MessageId == "complete") await call.Actions.CompleteMessageAsync(message, call.Ct);
            }
        });
        await host.SendAsync("batch-default", "dead", "complete", "left");
        await WorkerHost.EventuallyAsync(() => host.Counts("batch-default") is { Active: 0, Locked: 0, DeadLettered: 1 });
        await AssertReceivedAsync(host, "batch-default", "dead", "complete", "left"); // none of them twice
        Assert.Equal(0, host.Script.Waiting("batch-default"));
        await host.App.StopAsync(WorkerHost.Ct);
        Assert.Empty(host.Warnings);
    }

    [Fact]
    public async Task A_batch_that_throws_comes_again_with_grown_counts_and_not_at_once()
    {
        await using var host = await WorkerHost.StartAsync();
        host.Script.On<Delivery>("batch-manual", async call =>
        {
            if (call.Messages.FirstOrDefault(message => message.MessageId == "settled") is { } settled)
                await call.Actions.CompleteMessageAsync(settled, call.Ct);
            throw new InvalidOperationException("not today");
        });
        await host.SendAsync("batch-manual", "1", "2", "settled");
        await AssertReceivedAsync(host, "batch-manual", "1", "2", "settled");
        var failed = TimeProvider.System.GetTimestamp();
        var again = await host.Script.CallAsync<Delivery>("batch-manual");
        Assert.InRange(TimeProvider.System.GetElapsedTime(failed), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));
        Assert.All(again.Messages, message => Assert.Equal(2, message.DeliveryCount));
        await WorkerHost.EventuallyAsync(() => host.Counts("batch-manual") is { Active: 0, Locked: 0, DeadLettered: 2 });
    }

    [Fact]
    public async Task Batches_of_a_function_do_not_overlap()
    {
        await using var host = await WorkerHost.StartAsync();
        var go = new TaskCompletionSource();
        host.Script.On<Delivery>("batch-default", _ => go.Task);
        await host.SendAsync("batch-default", "1");
        await host.Script.CallAsync<Delivery>("batch-default");
        await host.SendAsync("batch-default", "2");
        await Task.Delay(300, WorkerHost.Ct);
        Assert.Equal(0, host.Script.Waiting("batch-default"));
        go.SetResult();
        await AssertReceivedAsync(host, "batch-default", "2");
    }

    /// <summary>Over one batch or several: how many messages a receive finds is not ours to say.</summary>
    private static async Task AssertReceivedAsync(WorkerHost host, string function, params string[] ids)
    {
        var received = new List<string>();
        while (received.Count < ids.Length)
            received.AddRange((await host.Script.CallAsync<Delivery>(function)).Messages.Select(message => message.MessageId));
        Assert.Equal(ids.Order(), received.Order());
    }
}
