using System.Collections.Concurrent;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace Followup.LocalBus.Tests;

public sealed class RestartTests : BusTest
{
    [Fact]
    public async Task Everything_is_there_again_after_a_restart_and_locks_are_free()
    {
        await Sender.SendMessagesAsync([.. Enumerable.Range(0, 4).Select(i => new ServiceBusMessage($"{i}"))], Ct);
        var due = Clock.GetUtcNow().AddDays(42);
        await Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), due, Ct);
        var receiver = Receiver();
        await receiver.CompleteMessageAsync(await ReceiveAsync(receiver), Ct);
        await receiver.DeadLetterMessageAsync(await ReceiveAsync(receiver), "bad", cancellationToken: Ct);
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), cancellationToken: Ct);
        Assert.Equal("2", (await ReceiveAsync(receiver)).Body.ToString());

        await StopAsync();
        Start();
        Assert.Equal(new("due", 2, 1, 0, 1), Counts());
        Assert.Equal(due, Bus.NextDue()!.Value, TimeSpan.FromMilliseconds(1));
        await using var again = Receiver();
        var (two, three) = (await ReceiveAsync(again), await ReceiveAsync(again));
        Assert.Equal(("2", 2, "3", 1), (two.Body.ToString(), two.DeliveryCount, three.Body.ToString(), three.DeliveryCount));
        await using var dead = Receiver(sub: SubQueue.DeadLetter);
        Assert.Equal("bad", (await ReceiveAsync(dead)).DeadLetterReason);
    }

    [Fact]
    public async Task What_became_due_while_the_bus_was_down_comes_at_its_start()
    {
        await Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), Clock.GetUtcNow().AddDays(42), Ct);
        await StopAsync();
        Clock.Advance(TimeSpan.FromDays(50));
        Start();
        await using var receiver = Receiver();
        Assert.Equal("later", (await ReceiveAsync(receiver)).Body.ToString());
    }

    [Fact]
    public async Task Sequence_numbers_go_on_even_when_all_messages_are_gone()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("x"), Ct);
        var receiver = Receiver();
        var first = await ReceiveAsync(receiver);
        await receiver.CompleteMessageAsync(first, Ct);
        await StopAsync();
        Start();
        Assert.True(await Sender.ScheduleMessageAsync(new ServiceBusMessage("y"), Clock.GetUtcNow().AddDays(1), Ct) > first.SequenceNumber);
    }

    [Fact]
    public async Task A_client_goes_on_when_the_bus_comes_back()
    {
        var seen = new ConcurrentQueue<string>();
        using var arrived = new SemaphoreSlim(0);
        var client = Connect(Bus.ConnectionString);
        await using var processor = client.CreateProcessor("due");
        processor.ProcessMessageAsync += args =>
        {
            seen.Enqueue(args.Message.Body.ToString());
            arrived.Release();
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync(Ct);
        await Sender.SendMessageAsync(new ServiceBusMessage("before"), Ct);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(10), Ct));

        var port = Bus.Port;
        await StopAsync();
        Start(port);
        await Sender.SendMessageAsync(new ServiceBusMessage("after"), Ct);
        while (!seen.Contains("after"))
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20), Ct));
        await processor.StopProcessingAsync(Ct);
        await client.DisposeAsync();
    }

    // FOLLOWUP_BUS_KILLS kills it so many times more.
    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_bus_is_killed()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_BUS_KILLS") ?? "1", CultureInfo.InvariantCulture);
        var (stored, done, numbers) = (new ConcurrentDictionary<string, bool>(), new ConcurrentDictionary<string, bool>(), new ConcurrentBag<long>());
        var (path, port) = (DatabasePath + ".killed", 0);
        for (var round = 0; round < kills; round++)
        {
            using var bus = await BusProcess.StartAsync(path, port, Ct);
            await using var client = Connect(bus.ConnectionString, retries: 0);
            port = bus.Port;
            var enough = new TaskCompletionSource();
            var target = stored.Count + 200;
            var batches = UntilKilledAsync(async i =>
            {
                await using var sender = client.CreateSender("due");
                string[] texts = [.. Enumerable.Range(0, BatchSize).Select(n => $"{round}/batch {i}/{n}")];
                if (i % 2 == 0)
                    await sender.SendMessagesAsync(texts.Select(text => new ServiceBusMessage(text)), Ct);
                else
                    await sender.ScheduleMessagesAsync(texts.Select(text => new ServiceBusMessage(text)), DateTimeOffset.UtcNow, Ct);
                Array.ForEach(texts, text => stored[text] = true);
            });
            var work = Enumerable.Range(0, 8).Select(worker => UntilKilledAsync(async i =>
            {
                await using var sender = client.CreateSender("due");
                var text = $"{round}/{worker}/{i}";
                // some become due about when the bus is killed
                if (worker % 2 == 0)
                    numbers.Add(await sender.ScheduleMessageAsync(new ServiceBusMessage(text), DateTimeOffset.UtcNow.AddMilliseconds(i * 20), Ct));
                else
                    await sender.SendMessageAsync(new ServiceBusMessage(text), Ct);
                stored[text] = true;
                if (stored.Count >= target)
                    enough.TrySetResult();
            })).Append(UntilKilledAsync(async _ =>
            {
                await using var receiver = client.CreateReceiver("due");
                var message = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(1), Ct);
                if (message is null)
                    return;
                done[message.Body.ToString()] = false; // whether it is gone is unknown until the bus has said so
                await receiver.CompleteMessageAsync(message, Ct);
                done[message.Body.ToString()] = true;
            })).ToArray();
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            bus.Kill();
            await Task.WhenAll([batches, .. work]);
        }

        using var last = await BusProcess.StartAsync(path, port, Ct);
        await using var reader = Connect(last.ConnectionString);
        var left = await PeekAllAsync(reader);
        while (left.Any(message => message.State == ServiceBusMessageState.Scheduled)) // they change their numbers while being looked at
            left = await PeekAllAsync(reader);
        var present = left.Select(message => message.Body.ToString()).ToHashSet();
        Assert.Equal(left.Count, present.Count); // none twice
        Assert.Equal(left.Count, left.DistinctBy(message => message.SequenceNumber).Count());
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.DoesNotContain(stored.Keys, text => !present.Contains(text) && !done.ContainsKey(text));
        Assert.DoesNotContain(done, text => text.Value && present.Contains(text.Key));
        // a batch is there as a whole or not at all
        Assert.All(present.Concat(done.Keys).Distinct().Where(text => text.Contains("batch", StringComparison.Ordinal)).CountBy(text => text[..text.LastIndexOf('/')]),
            batch => Assert.Equal(BatchSize, batch.Value));
        Assert.True(stored.Count >= 200 * kills);
    }

    private const int BatchSize = 7;

    private static async Task UntilKilledAsync(Func<int, Task> act)
    {
        try
        {
            for (var i = 0; ; i++)
                await act(i);
        }
        catch (Exception e) when (e is ServiceBusException or TimeoutException)
        {
            // killed
        }
    }

    private static async Task<List<ServiceBusReceivedMessage>> PeekAllAsync(ServiceBusClient client)
    {
        await using var receiver = client.CreateReceiver("due");
        var all = new List<ServiceBusReceivedMessage>();
        while (await receiver.PeekMessagesAsync(250, cancellationToken: Ct) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }
}
