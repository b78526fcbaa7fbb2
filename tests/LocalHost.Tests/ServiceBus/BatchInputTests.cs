using Followup.SampleApp;

namespace Followup.LocalHost.Tests.ServiceBus;

/// <summary>What a function gets of a batch.</summary>
public sealed class BatchInputTests
{
    private const string Queue = "unsaid-batch";

    [Fact]
    public async Task What_the_messages_say_of_themselves_arrives_by_name_as_arrays_in_their_order()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.CreateSender("named-batch").SendMessagesAsync(
        [
            new("first") { MessageId = "1", Subject = "a", ApplicationProperties = { ["n"] = 1 } },
            new("second") { MessageId = "2" },
        ], TestHost.Ct);
        for (var received = 0; received < 2;)
        {
            var call = await host.Script.CallAsync<NamedArrays>("named-batch");
            var messages = call.Messages;
            Assert.Equal(messages.Select(message => message.MessageId), call.MessageIds);
            Assert.Equal(messages.Select(message => message.LockToken), call.LockTokens);
            Assert.Equal(messages.Select(message => message.Subject ?? ""), call.Subjects);
            Assert.Equal(messages.Select(message => message.DeliveryCount), call.DeliveryCounts);
            Assert.Equal(messages.Select(message => message.SequenceNumber), call.SequenceNumbers);
            Assert.Equal(messages.Select(message => message.EnqueuedTime.UtcDateTime), call.EnqueuedTimes);
            Assert.Equal(messages.Select(message => message.ApplicationProperties.Count), call.Properties.Select(of => of.Count));
            Assert.All(messages, message => Assert.Equal(message.MessageId == "1" ? "first" : "second", message.Body.ToString()));
            received += messages.Length;
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    public async Task A_property_that_JSON_has_no_number_for_keeps_no_message_back(object value)
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.CreateSender(Queue).SendMessagesAsync(
            [new("a") { MessageId = "1" }, new("b") { MessageId = "2", ApplicationProperties = { ["n"] = value } }], TestHost.Ct);
        var received = await host.ReceiveAsync(Queue, 2);
        Assert.Equal(value, received.Single(message => message.MessageId == "2").ApplicationProperties["n"]);
        await TestHost.EventuallyAsync(() => host.Counts(Queue) is { Active: 0, Locked: 0, DeadLettered: 0 });
    }
}
