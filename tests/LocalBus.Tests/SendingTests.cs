using System.Collections.Concurrent;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace Followup.LocalBus.Tests;

public sealed class SendingTests : BusTest
{
    [Fact]
    public async Task A_sent_message_is_received_as_it_was_and_gone_when_completed()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("hello")
        {
            MessageId = "m1",
            Subject = "followup-due/1",
            ContentType = "application/json",
            CorrelationId = "c1",
            ApplicationProperties = { ["n"] = 1, ["span"] = TimeSpan.FromHours(2), ["when"] = DateTimeOffset.UnixEpoch },
        }, Ct);

        await using var receiver = Receiver();
        var message = await ReceiveAsync(receiver);
        Assert.Equal("hello", message.Body.ToString());
        Assert.Equal(("m1", "c1"), (message.MessageId, message.CorrelationId));
        Assert.Equal(("followup-due/1", "application/json"), (message.Subject, message.ContentType));
        Assert.Equal(1, message.ApplicationProperties["n"]);
        Assert.Equal(TimeSpan.FromHours(2), message.ApplicationProperties["span"]);
        Assert.Equal(DateTimeOffset.UnixEpoch, message.ApplicationProperties["when"]);
        Assert.Equal(1, message.DeliveryCount);
        Assert.Equal(ServiceBusMessageState.Active, message.State);
        Assert.Equal(Clock.GetUtcNow(), message.EnqueuedTime, TimeSpan.FromSeconds(1));

        await receiver.CompleteMessageAsync(message, Ct);
        Assert.Equal(new("due", 0, 0, 0, 0), Counts());
    }

    [Fact]
    public async Task A_scheduled_message_comes_when_the_clock_jumps_and_not_before()
    {
        var due = Clock.GetUtcNow().AddDays(42);
        var number = await Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), due, Ct);
        await using var receiver = Receiver();
        await AssertNothingAsync(receiver);
        Assert.Equal(new("due", 0, 1, 0, 0), Counts());
        Assert.Equal(due, Bus.NextDue()!.Value, TimeSpan.FromMilliseconds(1));

        Clock.Advance(TimeSpan.FromDays(41));
        await AssertNothingAsync(receiver);
        Clock.Advance(TimeSpan.FromDays(1));
        var message = await ReceiveAsync(receiver);
        Assert.Equal("later", message.Body.ToString());
        Assert.True(message.SequenceNumber > number);
        Assert.Null(Bus.NextDue());
        await receiver.CompleteMessageAsync(message, Ct);
    }

    [Fact]
    public async Task Many_are_scheduled_in_one_request_and_can_be_cancelled()
    {
        var due = Clock.GetUtcNow().AddHours(1);
        var numbers = await Sender.ScheduleMessagesAsync(Enumerable.Range(0, 100).Select(i => new ServiceBusMessage($"{i}")), due, Ct);
        Assert.Equal(100, numbers.Distinct().Count());
        await Sender.CancelScheduledMessageAsync(numbers[0], Ct);
        await Sender.CancelScheduledMessagesAsync([numbers[1], numbers[2]], Ct);
        Assert.Equal(new("due", 0, 97, 0, 0), Counts());

        var unknown = await Assert.ThrowsAsync<ServiceBusException>(() =>
            Sender.CancelScheduledMessagesAsync([numbers[3], numbers[0]], Ct));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, unknown.Reason);
        Assert.Equal(97, Counts().Scheduled);

        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new("due", 97, 0, 0, 0), Counts());
        var fired = await Assert.ThrowsAsync<ServiceBusException>(() => Sender.CancelScheduledMessageAsync(numbers[50], Ct));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, fired.Reason);
    }

    [Fact]
    public async Task Scheduling_by_annotation_is_the_same_and_a_past_time_means_now()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("later") { ScheduledEnqueueTime = Clock.GetUtcNow().AddDays(3) }, Ct);
        await Sender.ScheduleMessageAsync(new ServiceBusMessage("now"), Clock.GetUtcNow().AddDays(-1), Ct);
        Assert.Equal(new("due", 1, 1, 0, 0), Counts());
        Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(new("due", 2, 0, 0, 0), Counts());
    }

    [Fact]
    public async Task A_message_without_an_id_gets_one()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("x"), Ct);
        await using var receiver = Receiver();
        Assert.NotEmpty((await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task A_large_message_crosses_several_frames()
    {
        var body = Enumerable.Range(0, 250_000).Select(i => (byte)i).ToArray();
        await Sender.SendMessageAsync(new ServiceBusMessage(body), Ct);
        await using var receiver = Receiver();
        Assert.Equal(body, (await ReceiveAsync(receiver)).Body.ToArray());
    }

    [Fact]
    public async Task What_Service_Bus_Standard_would_not_take_is_refused()
    {
        var large = new ServiceBusMessage(new byte[300_000]);
        var tooLarge = await Assert.ThrowsAsync<ServiceBusException>(() => Sender.SendMessageAsync(large, Ct));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, tooLarge.Reason);
        using var batch = await Sender.CreateMessageBatchAsync(Ct);
        Assert.Equal(256 * 1024, batch.MaxSizeInBytes);
    }

    [Fact]
    public async Task A_batch_of_many_and_a_batch_of_one_arrive_whole()
    {
        using var batch = await Sender.CreateMessageBatchAsync(Ct);
        for (var i = 0; i < 50; i++)
            Assert.True(batch.TryAddMessage(new ServiceBusMessage($"{i}")));
        await Sender.SendMessagesAsync(batch, Ct);
        await Sender.SendMessagesAsync([new ServiceBusMessage("alone")], Ct);
        Assert.Equal(new("due", 51, 0, 0, 0), Counts());
    }

    // By default quick; FOLLOWUP_BUS_SCHEDULES=20000 is the size at which another AMQP library stalled.
    [Fact]
    public async Task Thirty_two_callers_schedule_at_once_and_none_stalls()
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_BUS_SCHEDULES") ?? "2000", CultureInfo.InvariantCulture);
        var numbers = new ConcurrentDictionary<long, int>();
        var due = Clock.GetUtcNow().AddDays(42);
        await Parallel.ForAsync(0, many, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Ct }, async (i, ct) =>
            Assert.True(numbers.TryAdd(await Sender.ScheduleMessageAsync(new ServiceBusMessage($"{i}"), due, ct), i)));
        Assert.Equal(new("due", 0, many, 0, 0), Counts());
        Clock.Advance(TimeSpan.FromDays(42));
        Assert.Equal(new("due", many, 0, 0, 0), Counts());
    }
}
