using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Followup.LocalBus.Tests;

public sealed class ReceivingTests : BusTest
{
    [Fact]
    public async Task A_batch_is_received_as_a_batch()
    {
        await SendAsync(100);
        await using var receiver = Receiver();
        var received = new List<ServiceBusReceivedMessage>();
        while (received.Count < 100)
            received.AddRange(await receiver.ReceiveMessagesAsync(100 - received.Count, TimeSpan.FromSeconds(5), Ct));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), received.Select(message => message.Body.ToString()));
        await Task.WhenAll(received.Select(message => receiver.CompleteMessageAsync(message, Ct)));
        Assert.Equal(new("due", 0, 0, 0, 0), Counts());
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(32, 50)]
    public async Task A_processor_handles_every_message_once(int concurrency, int prefetch)
    {
        const int many = 500;
        await SendAsync(many);
        var seen = new ConcurrentBag<string>();
        var done = new TaskCompletionSource();
        await using var processor = Client.CreateProcessor(
            "due", new ServiceBusProcessorOptions { MaxConcurrentCalls = concurrency, PrefetchCount = prefetch });
        processor.ProcessMessageAsync += async args =>
        {
            await args.CompleteMessageAsync(args.Message, args.CancellationToken);
            seen.Add(args.Message.Body.ToString());
            if (seen.Count == many)
                done.TrySetResult();
        };
        processor.ProcessErrorAsync += args =>
        {
            done.TrySetException(args.Exception);
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync(Ct);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await processor.StopProcessingAsync(Ct);
        Assert.Equal(many, seen.Distinct().Count());
        Assert.Equal(new("due", 0, 0, 0, 0), Counts());
    }

    [Fact]
    public async Task Closing_with_credit_left_is_quick()
    {
        var receiver = Receiver();
        using var shortWait = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = receiver.ReceiveMessagesAsync(50, TimeSpan.FromMilliseconds(300), shortWait.Token);
        Assert.Empty(await waiting);
        var watch = Stopwatch.StartNew();
        await receiver.CloseAsync(Ct);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"Closing took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Peeking_shows_messages_of_every_state_and_locks_none()
    {
        await SendAsync(3);
        await Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), Clock.GetUtcNow().AddDays(1), Ct);
        await using var receiver = Receiver();
        await ReceiveAsync(receiver);

        var peeked = await receiver.PeekMessagesAsync(10, cancellationToken: Ct);
        Assert.Equal(["0", "1", "2", "later"], peeked.Select(message => message.Body.ToString()));
        Assert.Equal(
            [ServiceBusMessageState.Active, ServiceBusMessageState.Active, ServiceBusMessageState.Active, ServiceBusMessageState.Scheduled],
            peeked.Select(message => message.State));
        Assert.Equal(Clock.GetUtcNow().AddDays(1), peeked[3].ScheduledEnqueueTime, TimeSpan.FromSeconds(1));
        Assert.Empty(await receiver.PeekMessagesAsync(10, cancellationToken: Ct)); // peeking goes on where it was
        Assert.Single(await receiver.PeekMessagesAsync(10, peeked[3].SequenceNumber, Ct));
        Assert.Equal(new("due", 2, 1, 1, 0), Counts());
    }

    [Fact]
    public async Task Messages_come_in_the_order_of_their_numbers_also_after_being_given_back()
    {
        await SendAsync(3);
        await using var receiver = Receiver();
        var first = await ReceiveAsync(receiver);
        await receiver.AbandonMessageAsync(first, cancellationToken: Ct);
        var order = new List<string>();
        for (var i = 0; i < 3; i++)
            order.Add((await ReceiveAsync(receiver)).Body.ToString());
        Assert.Equal(["0", "1", "2"], order);
    }

    [Fact]
    public async Task A_prefetching_receiver_leaves_what_it_did_not_settle()
    {
        await using var sender = Client.CreateSender("brief");
        await sender.SendMessagesAsync(Enumerable.Range(0, 10).Select(i => new ServiceBusMessage($"{i}")), Ct);
        var greedy = Client.CreateReceiver("brief", new ServiceBusReceiverOptions { PrefetchCount = 100 });
        await greedy.CompleteMessageAsync(await ReceiveAsync(greedy), Ct);
        await greedy.CloseAsync(Ct);
        await using var other = Receiver("brief");
        for (var i = 1; i < 10; i++)
            await other.CompleteMessageAsync(await ReceiveAsync(other), Ct); // they come when their locks have ended
    }

    private Task SendAsync(int count) =>
        Sender.SendMessagesAsync(Enumerable.Range(0, count).Select(i => new ServiceBusMessage($"{i}")), Ct);
}
