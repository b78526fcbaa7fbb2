using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Shared.Keys;

namespace Followup.Tests.Followups;

/// <summary>Messages wait while a deployment replaces the app, which then reads what an older release wrote.</summary>
public sealed class CompletionReceivedTests
{
    [Fact]
    public void A_completion_is_written_and_read_as_it_always_was()
    {
        var message = CompletionReceived.Encode(new FollowupKey("ai-eval", "aaaaaaaaaaaaaaaaaaaa", new(2026, 1, 5)));
        const string Body = """{"program":"ai-eval","learner":"aaaaaaaaaaaaaaaaaaaa","completedOn":"2026-01-05"}""";

        Assert.Equal(("completion/1", Body), (message.Subject, message.Body.ToString()));
        var received = ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(Body), subject: "completion/1");
        var key = new FollowupKey("ai-eval", "aaaaaaaaaaaaaaaaaaaa", new(2026, 1, 5));
        Assert.Equal(key, CompletionReceived.Decode(received).Key);
    }

    [Fact]
    public void The_message_holds_keys_only_and_reads_as_it_always_did()
    {
        var message = CompletionReceived.Encode(new("ai-eval", "03f49c0e7e0ff0e7b4c4", new(2026, 1, 5)));

        Assert.Equal(("completion/1", "ai-eval|2026-01|03f49c0e7e0ff0e7b4c4|20260105"), (message.Subject, message.MessageId));
        Assert.Equal("""{"program":"ai-eval","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}""", message.Body.ToString());
        var known = ServiceBusModelFactory.ServiceBusReceivedMessage(body: message.Body, subject: "completion/1");
        Assert.Equal(new("ai-eval", "03f49c0e7e0ff0e7b4c4", new(2026, 1, 5)), CompletionReceived.Decode(known).Key);
        var unknown = ServiceBusModelFactory.ServiceBusReceivedMessage(body: message.Body, subject: "completion/2");
        Assert.Throws<FormatException>(() => CompletionReceived.Decode(unknown));
    }
}
