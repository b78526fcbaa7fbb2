using Azure.Messaging.ServiceBus;

namespace Followup.Tests.Alarms;

public sealed class DueFunctionTests
{
    [Fact]
    public async Task A_message_of_an_unknown_subject_is_dead_lettered_with_the_reason()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        var ct = TestContext.Current.CancellationToken;
        await weeks.RingAsync(new ServiceBusMessage("{}") { Subject = "followup-due/99" });
        await weeks.Fixture.System.DrainAsync(ct);

        await using var client = new ServiceBusClient(weeks.Fixture.System.ServiceBusConnection);
        await using var receiver = client.CreateReceiver(
            "due", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var message = await receiver.PeekMessageAsync(cancellationToken: ct);
        Assert.Equal("NotUnderstood", message.DeadLetterReason);
        Assert.Contains("followup-due/99", message.DeadLetterErrorDescription, StringComparison.Ordinal);
    }
}
