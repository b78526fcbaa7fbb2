using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Data.Sqlite;

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_no_bus_data_is_said_in_one_sentence_and_is_free_again(bool isDatabase)
    {
        await StopAsync();
        if (isDatabase)
        {
            using var other = new SqliteConnection($"Data Source={DatabasePath};Pooling=false");
            other.Open();
            using var drop = other.CreateCommand();
            drop.CommandText = "drop table counter; create table counter(other integer)";
            drop.ExecuteNonQuery();
        }
        else
        {
            await File.WriteAllTextAsync(DatabasePath, new string('x', 10_000), Ct);
        }
        var refused = Assert.Throws<IOException>(() => Start());
        Assert.Contains(DatabasePath, refused.Message, StringComparison.Ordinal);
        File.Delete(DatabasePath);
        Start();
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
}
