using System.Transactions;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalBus.Tests;

/// <summary>A request that LocalBus does not support is refused at once and in words; no client hangs.</summary>
public sealed class RefusalTests : BusTest
{
    [Fact]
    public async Task A_queue_that_is_not_there_is_not_found()
    {
        await using var sender = Client.CreateSender("nowhere");
        await using var receiver = Client.CreateReceiver("nowhere");
        foreach (var attempt in new Func<Task>[]
        {
            () => sender.SendMessageAsync(new ServiceBusMessage("x"), Ct),
            () => sender.ScheduleMessageAsync(new ServiceBusMessage("x"), Clock.GetUtcNow().AddDays(1), Ct),
            () => receiver.ReceiveMessageAsync(cancellationToken: Ct),
            () => receiver.PeekMessageAsync(cancellationToken: Ct),
        })
        {
            var missing = await Assert.ThrowsAsync<ServiceBusException>(() => attempt().WaitAsync(TimeSpan.FromSeconds(5), Ct));
            Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, missing.Reason);
        }
    }

    [Fact]
    public async Task Sessions_are_refused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Client.AcceptNextSessionAsync("due", cancellationToken: Ct).WaitAsync(TimeSpan.FromSeconds(5), Ct));

    [Fact]
    public async Task Deferring_is_refused_and_the_lock_stays()
    {
        await Sender.SendMessageAsync(new ServiceBusMessage("x"), Ct);
        await using var receiver = Receiver();
        var message = await ReceiveAsync(receiver);
        await Assert.ThrowsAsync<NotSupportedException>(() => receiver.DeferMessageAsync(message, cancellationToken: Ct));
        await Assert.ThrowsAsync<NotSupportedException>(() => receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Ct));
        await receiver.CompleteMessageAsync(message, Ct);
    }

    [Fact]
    public async Task Transactions_are_refused_and_the_client_works_on()
    {
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            await Assert.ThrowsAsync<NotSupportedException>(() => Sender.SendMessageAsync(new ServiceBusMessage("x"), Ct));
        await Sender.SendMessageAsync(new ServiceBusMessage("y"), Ct);
        Assert.Equal(1, Counts().Active);
    }

    [Fact]
    public async Task A_topic_is_not_found()
    {
        await using var receiver = Client.CreateReceiver("due", "subscription");
        var missing = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.ReceiveMessageAsync(cancellationToken: Ct));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, missing.Reason);
    }

    [Fact]
    public void A_taken_port_is_said_in_one_sentence()
    {
        using var taken = new TakenPort();
        var settings = Settings(DatabasePath + "2", taken.Number);
        var failure = Assert.Throws<IOException>(() => LocalBusServer.Start(settings, Clock, NullLoggerFactory.Instance));
        Assert.Contains($"{taken.Number}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_bus_on_the_same_file_is_refused() =>
        Assert.Throws<IOException>(() => LocalBusServer.Start(Settings(DatabasePath, 0), Clock, NullLoggerFactory.Instance));
}
