using Azure.Messaging.ServiceBus;
using Followup.SampleApp;
using Followup.Settling;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.LocalHost.Tests.ServiceBus;

public sealed class BatchTests
{
    private const string Unsaid = "unsaid-batch", Manual = "manual-batch", OfHost = "AzureFunctionsJobHost:extensions:serviceBus:";

    [Fact]
    public async Task As_many_as_there_are_arrive_at_once()
    {
        await using var host = await TestHost.StartAsync();
        // the client waits 20 ms at most for another message once it has one, which a busy machine may overrun: then it is tried again
        for (var (size, tries) = (0, 0); size < 20; tries++)
        {
            Assert.True(tries < 100, "They never arrive at once.");
            await host.SendAsync(Unsaid, Ids(20));
            for (var received = 0; received < 20; received += size) size = (await host.Script.CallAsync<Batch>(Unsaid)).Messages.Length;
        }
    }

    [Fact]
    public async Task Never_more_than_host_json_says_and_one_batch_at_a_time()
    {
        await using var host = await TestHost.StartAsync((OfHost + "maxMessageBatchSize", "3"));
        var running = 0;
        host.Script.On<Batch>(Unsaid, async batch =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });
        await host.SendAsync(Unsaid, Ids(20));
        var ids = new List<string>();
        while (ids.Count < 20)
        {
            var batch = await host.Script.CallAsync<Batch>(Unsaid);
            Assert.InRange(batch.Messages.Length, 1, 3);
            Assert.All(batch.Messages, message => Assert.Equal(1, message.DeliveryCount));
            ids.AddRange(batch.Ids);
        }
        Assert.Equal(Ids(20).Order(), ids.Order());
        await GoneAsync(host, Unsaid);
    }

    [Theory]
    // the trap: the attribute of unsaid-batch reads false, and its messages are completed all the same
    [InlineData(Unsaid, null, true)]
    [InlineData(Manual, null, false)]
    [InlineData(Unsaid, "false", false)]
    public async Task A_batch_that_succeeds_is_completed_where_somebody_says_so_or_nobody_says_no(
        string function, string? ofHost, bool completed)
    {
        await using var host = await TestHost.StartAsync((OfHost + "autoCompleteMessages", ofHost));
        await host.SendAsync(function, Ids(3));
        await host.ReceiveAsync(function, 3);
        if (completed)
        {
            await GoneAsync(host, function);
        }
        else
        {
            // the next batch is received after the last one is settled
            await host.SendAsync(function, "4");
            await host.ReceiveAsync(function, 1);
            Assert.True(host.Counts(function) is { Active: 0, Locked: 4 });
        }
    }

    [Theory]
    [InlineData(Unsaid)]
    [InlineData(Manual)]
    public async Task A_batch_whose_function_throws_comes_again_with_a_grown_count_until_it_is_dead(string function)
    {
        await using var host = await TestHost.StartAsync();
        host.Script.On<Batch>(function, _ => throw new InvalidOperationException("not today"));
        await host.SendAsync(function, Ids(3));
        var received = await host.ReceiveAsync(function, 9);
        Assert.Equal(["1", "1", "1", "2", "2", "2", "3", "3", "3"], received.Select(message => message.MessageId).Order());
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], received.Select(message => message.DeliveryCount).Order());
        await TestHost.EventuallyAsync(() => host.Counts(function) is { Active: 0, Locked: 0, DeadLettered: 3 });
    }

    [Theory]
    [InlineData(Unsaid)]
    [InlineData(Manual)]
    public async Task Of_a_function_that_settles_half_and_throws_only_the_other_half_comes_again(string function)
    {
        await using var host = await TestHost.StartAsync();
        host.Script.On<Batch>(function, async batch =>
        {
            ServiceBusReceivedMessage[] settled =
                [.. batch.Messages.Where(message => message.MessageId is "2" or "4" or "6" || message.DeliveryCount > 1)];
            foreach (var message in settled) await batch.Actions.CompleteMessageAsync(message, batch.Ct);
            if (settled.Length < batch.Messages.Length) throw new InvalidOperationException("after a part of it");
        });
        await host.SendAsync(function, Ids(6));
        var received = await host.ReceiveAsync(function, 9);
        Assert.Equal(
            [("1", 1), ("1", 2), ("2", 1), ("3", 1), ("3", 2), ("4", 1), ("5", 1), ("5", 2), ("6", 1)],
            received.Select(message => (message.MessageId, message.DeliveryCount)).Order());
        await GoneAsync(host, function);
        await host.StopAsync();
        AssertNothingSettledTwice(host);
    }

    [Fact]
    public async Task A_function_may_settle_each_as_it_likes_and_all_at_the_same_time()
    {
        await using var host = await TestHost.StartAsync();
        host.Script.On<Batch>(Unsaid, batch => Task.WhenAll(batch.Messages.Select(message => (message.SequenceNumber % 3) switch
        {
            0 => batch.Actions.CompleteMessageAsync(message, batch.Ct),
            1 when message.DeliveryCount == 1 =>
                batch.Actions.AbandonMessageAsync(message, new Dictionary<string, object> { ["hint"] = 7 }, batch.Ct),
            1 when Equals(message.ApplicationProperties["hint"], 7) => batch.Actions.CompleteMessageAsync(message, batch.Ct),
            _ => batch.Actions.DeadLetterMessageAsync(message, deadLetterReason: "no good", cancellationToken: batch.Ct),
        })));
        await host.SendAsync(Unsaid, Ids(300));
        await host.ReceiveAsync(Unsaid, 400);
        await TestHost.EventuallyAsync(() => host.Counts(Unsaid) is { Active: 0, Locked: 0, DeadLettered: 100 });
        await host.StopAsync();
        AssertNothingSettledTwice(host);
    }

    [Fact]
    public async Task It_may_also_renew_and_what_cannot_be_settled_is_an_RpcException_in_the_function()
    {
        await using var host = await TestHost.StartAsync();
        var thrown = new TaskCompletionSource<RpcException>();
        host.Script.On<Batch>(Unsaid, async batch =>
        {
            var settlement = batch.Context.InstanceServices.GetRequiredService<Settlement.SettlementClient>();
            await settlement.RenewMessageLockAsync(new() { Locktoken = batch.Messages[0].LockToken }, cancellationToken: batch.Ct);
            await batch.Actions.CompleteMessageAsync(batch.Messages[0], batch.Ct);
            thrown.TrySetResult(await Assert.ThrowsAsync<RpcException>(
                () => batch.Actions.AbandonMessageAsync(batch.Messages[0], cancellationToken: batch.Ct)));
        });
        await host.SendAsync(Unsaid, Ids(3));
        Assert.Equal(StatusCode.FailedPrecondition, (await thrown.Task.WaitAsync(TimeSpan.FromSeconds(15), TestHost.Ct)).StatusCode);
        await GoneAsync(host, Unsaid);
    }

    [Fact]
    public async Task Batches_and_single_messages_go_side_by_side()
    {
        await using var host = await TestHost.StartAsync();
        var go = new TaskCompletionSource();
        host.Script.On<Batch>(Unsaid, _ => go.Task);
        await host.SendAsync(Unsaid, "1");
        await host.Script.CallAsync<Batch>(Unsaid);

        await host.SendAsync("unsaid", Ids(5));
        await host.SendAsync(Manual, Ids(5));
        await host.ReceiveAsync(Manual, 5);
        for (var i = 0; i < 5; i++) await host.Script.CallAsync<Delivery>("unsaid");
        await GoneAsync(host, "unsaid");
        Assert.Equal(1, host.Counts(Unsaid).Locked);
        go.SetResult();
        await GoneAsync(host, Unsaid);
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(1, count).Select(i => $"{i}")];

    /// <summary>The bus would refuse it, and the host say so.</summary>
    private static void AssertNothingSettledTwice(TestHost host) =>
        Assert.DoesNotContain(host.Logs.Lines, line => line.StartsWith("Queue ", StringComparison.Ordinal));

    private static Task GoneAsync(TestHost host, string queue) =>
        TestHost.EventuallyAsync(() => host.Counts(queue) is { Active: 0, Locked: 0, DeadLettered: 0 });
}
