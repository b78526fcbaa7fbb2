using Azure.Messaging.ServiceBus;

namespace Followup.LocalBus.Tests;

public sealed class SettlingTests : BusTest
{
    [Fact]
    public async Task An_abandoned_message_comes_again_with_its_new_properties_and_counts()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("x") { ApplicationProperties = { ["kept"] = "k" } }, Ct);
        await using var receiver = Receiver();
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), new Dictionary<string, object> { ["why"] = "busy" }, Ct);

        var again = await ReceiveAsync(receiver);
        Assert.Equal(2, again.DeliveryCount);
        Assert.Equal("busy", again.ApplicationProperties["why"]);
        Assert.Equal("k", again.ApplicationProperties["kept"]);
        Assert.Equal("x", again.Body.ToString());
    }

    [Fact]
    public async Task A_message_given_back_too_often_is_dead_lettered()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("poison"), Ct);
        await using var receiver = Receiver();
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var message = await ReceiveAsync(receiver);
            Assert.Equal(delivery, message.DeliveryCount);
            await receiver.AbandonMessageAsync(message, cancellationToken: Ct);
        }

        Assert.Equal(new("due", 0, 0, 0, 1), Counts());
        await using var dead = Receiver(sub: SubQueue.DeadLetter);
        Assert.Equal("poison", (await dead.PeekMessageAsync(cancellationToken: Ct)).Body.ToString());
        var letter = await ReceiveAsync(dead);
        Assert.Equal("MaxDeliveryCountExceeded", letter.DeadLetterReason);
        Assert.Equal("due", letter.DeadLetterSource);
        await dead.RenewMessageLockAsync(letter, Ct);
        await dead.CompleteMessageAsync(letter, Ct);
        Assert.Equal(new("due", 0, 0, 0, 0), Counts());
    }

    [Fact]
    public async Task A_dead_lettered_message_tells_why()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("bad"), Ct);
        await using var receiver = Receiver();
        var message = await ReceiveAsync(receiver);
        var extra = new Dictionary<string, object> { ["extra"] = 7 };
        await receiver.DeadLetterMessageAsync(message, extra, "unknown subject", "no such thing", Ct);

        await using var dead = Receiver(sub: SubQueue.DeadLetter);
        var letter = await ReceiveAsync(dead);
        Assert.Equal("bad", letter.Body.ToString());
        Assert.Equal(("unknown subject", "no such thing"), (letter.DeadLetterReason, letter.DeadLetterErrorDescription));
        Assert.Equal(7, letter.ApplicationProperties["extra"]);
        Assert.Equal(message.SequenceNumber, letter.SequenceNumber);
        await Assert.ThrowsAsync<InvalidOperationException>(() => dead.DeadLetterMessageAsync(letter, cancellationToken: Ct));
        await dead.AbandonMessageAsync(letter, cancellationToken: Ct);
        Assert.Equal(2, (await ReceiveAsync(dead)).DeliveryCount);
    }

    [Fact]
    public async Task A_lock_runs_out_in_real_time_and_the_delivery_counts()
    {
        await using var sender = Client.CreateSender("brief");
        await sender.SendMessageAsync(new ServiceBusMessage("slow"), Ct);
        await using var receiver = Receiver("brief");
        var message = await ReceiveAsync(receiver);
        Assert.Equal(DateTimeOffset.UtcNow.AddSeconds(2), message.LockedUntil, TimeSpan.FromSeconds(2));

        var again = await ReceiveAsync(receiver); // comes when the lock of two seconds has ended
        Assert.Equal((message.SequenceNumber, 2), (again.SequenceNumber, again.DeliveryCount));
        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(message, Ct));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);

        await using var dead = Receiver("brief", SubQueue.DeadLetter);
        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(dead)).DeadLetterReason);
    }

    [Fact]
    public async Task A_renewed_lock_holds()
    {
        await using var sender = Client.CreateSender("brief");
        await sender.SendMessageAsync(new ServiceBusMessage("slow"), Ct);
        await using var receiver = Receiver("brief");
        var message = await ReceiveAsync(receiver);
        for (var i = 0; i < 4; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.7), Ct);
            await receiver.RenewMessageLockAsync(message, Ct);
        }

        Assert.Equal(new("brief", 0, 0, 1, 0), Counts("brief"));
        await receiver.CompleteMessageAsync(message, Ct);
        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.RenewMessageLockAsync(message, Ct));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);
    }

    [Fact]
    public async Task A_jump_of_the_clock_ends_no_lock()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("x"), Ct);
        await using var receiver = Receiver();
        var message = await ReceiveAsync(receiver);
        Clock.Advance(TimeSpan.FromDays(42));
        Assert.Equal(new("due", 0, 0, 1, 0), Counts());
        await receiver.CompleteMessageAsync(message, Ct);
        Assert.Equal(new("due", 0, 0, 0, 0), Counts());
    }

    [Fact]
    public async Task A_queues_time_to_live_cuts_a_longer_one_and_begins_when_the_message_is_active()
    {
        await using var sender = Client.CreateSender("brief");
        await sender.SendMessageAsync(new ServiceBusMessage("without"), Ct);
        await sender.SendMessageAsync(new ServiceBusMessage("longer") { TimeToLive = TimeSpan.FromDays(20) }, Ct);
        await sender.SendMessageAsync(new ServiceBusMessage("shorter") { TimeToLive = TimeSpan.FromDays(1) }, Ct);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), Clock.GetUtcNow().AddDays(42), Ct);

        await using var dead = Receiver("brief", SubQueue.DeadLetter);
        Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal("shorter", (await ReceiveAsync(dead)).Body.ToString());
        Assert.Equal((2, 1), (Counts("brief").Active, Counts("brief").Scheduled));
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("without", (await ReceiveAsync(dead)).Body.ToString());
        Assert.Equal("longer", (await ReceiveAsync(dead)).Body.ToString());

        await using var receiver = Receiver("brief");
        Clock.Advance(TimeSpan.FromDays(32));
        Assert.Equal("scheduled", (await ReceiveAsync(receiver)).Body.ToString());
    }

    [Fact]
    public async Task A_message_that_outlives_its_time_is_dead_lettered()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("short") { TimeToLive = TimeSpan.FromHours(1) }, Ct);
        await Sender.SendMessageAsync(new ServiceBusMessage("long") { TimeToLive = TimeSpan.FromDays(60) }, Ct);
        await Sender.ScheduleMessageAsync(
            new ServiceBusMessage("scheduled") { TimeToLive = TimeSpan.FromDays(59) }, Clock.GetUtcNow().AddDays(1).AddHours(1), Ct);
        Assert.Equal(Clock.GetUtcNow().AddHours(1), Bus.NextDue()!.Value, TimeSpan.FromSeconds(1));

        Clock.Advance(TimeSpan.FromDays(1));
        await using var dead = Receiver(sub: SubQueue.DeadLetter);
        var letter = await ReceiveAsync(dead);
        Assert.Equal(("short", "TTLExpiredException"), (letter.Body.ToString(), letter.DeadLetterReason));
        Assert.Equal(new("due", 1, 1, 0, 1), Counts());

        await using var receiver = Receiver();
        var message = await ReceiveAsync(receiver);
        Assert.Equal(60, message.TimeToLive.TotalDays, 3); // more than the header can say
        await receiver.AbandonMessageAsync(message, cancellationToken: Ct);
        Clock.Advance(TimeSpan.FromDays(59) - TimeSpan.FromMinutes(1));
        Assert.Equal(2, Counts().Active); // a scheduled message lives from its enqueue time on
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("long", (await ReceiveAsync(dead)).Body.ToString());
    }

    [Fact]
    public async Task An_expiry_that_is_given_as_an_instant_counts_too()
    {
        var message = new ServiceBusMessage("x");
        message.GetRawAmqpMessage().Properties.AbsoluteExpiryTime = Clock.GetUtcNow().AddHours(2);
        await Sender.SendMessageAsync(message, Ct);
        Assert.Equal(Clock.GetUtcNow().AddHours(2), Bus.NextDue()!.Value, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Receive_and_delete_settles_by_itself()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("once"), Ct);
        await using var receiver = Receiver(mode: ServiceBusReceiveMode.ReceiveAndDelete);
        Assert.Equal("once", (await ReceiveAsync(receiver)).Body.ToString());
        await StopAsync();
        Start();
        Assert.Equal(new("due", 0, 0, 0, 0), Counts());
    }

    [Fact]
    public async Task A_lock_can_be_settled_after_its_link_is_gone()
    {
        await Sender.SendMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b")], Ct);
        var first = Receiver();
        var (a, b) = (await ReceiveAsync(first), await ReceiveAsync(first));
        await first.CloseAsync(Ct);
        await using var second = Receiver();
        await second.CompleteMessageAsync(a, Ct);
        await second.DeadLetterMessageAsync(b, "late", "its link was gone", Ct);
        Assert.Equal(new("due", 0, 0, 0, 1), Counts());
        await using var dead = Receiver(sub: SubQueue.DeadLetter);
        Assert.Equal("late", (await ReceiveAsync(dead)).DeadLetterReason);
    }
}
