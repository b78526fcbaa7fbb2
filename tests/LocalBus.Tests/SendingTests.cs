using Azure.Messaging.ServiceBus;

namespace Followup.LocalBus.Tests;

public sealed class SendingTests : BusTest
{
    [Fact]
    public async Task A_sent_message_is_received_as_it_was_and_gone_when_completed()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("hello")
        {
            MessageId = "m1", Subject = "followup-due/1", ContentType = "application/json", CorrelationId = "c1",
            ApplicationProperties = { ["n"] = 1, ["span"] = TimeSpan.FromHours(2), ["when"] = DateTimeOffset.UnixEpoch },
        }, Ct);

        await using var receiver = Receiver();
        var message = await ReceiveAsync(receiver);
        Assert.Equal("hello", message.Body.ToString());
        Assert.Equal(("m1", "followup-due/1", "application/json", "c1"), (message.MessageId, message.Subject, message.ContentType, message.CorrelationId));
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
}
