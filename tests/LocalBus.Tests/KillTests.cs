using System.Collections.Concurrent;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace Followup.LocalBus.Tests;

public sealed class KillTests : BusTest
{
    private const int BatchSize = 7;

    // FOLLOWUP_BUS_KILLS says how often the bus is killed; once by default.
    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_bus_is_killed()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_BUS_KILLS") ?? "1", CultureInfo.InvariantCulture);
        var stored = new ConcurrentDictionary<string, bool>(); // acknowledged
        var done = new ConcurrentDictionary<string, bool>(); // completed: false as long as the bus has not said so
        var numbers = new ConcurrentBag<long>();
        var (path, port) = (DatabasePath + ".killed", 0);
        for (var round = 0; round < kills; round++)
        {
            using var bus = await BusProcess.StartAsync(path, port, Ct);
            await using var client = Connect(bus.ConnectionString, retries: 0);
            port = bus.Port;
            var enough = new TaskCompletionSource();
            var target = stored.Count + 200;
            var batching = UntilKilledAsync(async i =>
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
                    numbers.Add(await sender.ScheduleMessageAsync(new(text), DateTimeOffset.UtcNow.AddMilliseconds(i * 20), Ct));
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
                done[message.Body.ToString()] = false;
                await receiver.CompleteMessageAsync(message, Ct);
                done[message.Body.ToString()] = true;
            })).ToArray();
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            bus.Kill();
            await Task.WhenAll([batching, .. work]);
        }

        using var last = await BusProcess.StartAsync(path, port, Ct);
        await using var reader = Connect(last.ConnectionString);
        while ((await PeekAllAsync(reader)).Any(message => message.State == ServiceBusMessageState.Scheduled))
            await Task.Yield(); // what becomes due gets a new number, and would be seen twice
        var left = await PeekAllAsync(reader);
        var present = left.Select(message => message.Body.ToString()).ToHashSet();
        Assert.Equal(left.Count, present.Count); // none twice
        Assert.Equal(left.Count, left.DistinctBy(message => message.SequenceNumber).Count());
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.DoesNotContain(stored.Keys, text => !present.Contains(text) && !done.ContainsKey(text));
        Assert.DoesNotContain(done, text => text.Value && present.Contains(text.Key));
        var batched = present.Union(done.Keys).Where(text => text.Contains("batch", StringComparison.Ordinal));
        var batches = batched.CountBy(text => text[..text.LastIndexOf('/')]);
        Assert.All(batches, batch => Assert.Equal(BatchSize, batch.Value)); // there as a whole or not at all
        Assert.True(stored.Count >= 200 * kills);
    }

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
