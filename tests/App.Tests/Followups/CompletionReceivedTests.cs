using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Rows;
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

    [Theory]
    [InlineData("""{"program":"a/b","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}""")]
    [InlineData("""{"program":"Ai","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}""")]
    [InlineData("""{"program":"","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}""")]
    [InlineData("""{"program":"ai","learner":"x#y?","completedOn":"2026-01-05"}""")]
    [InlineData("""{"program":"ai","learner":"e1","completedOn":"2026-01-05"}""")] // a person's id
    [InlineData("""{"program":"ai","learner":"03F49C0E7E0FF0E7B4C4","completedOn":"2026-01-05"}""")]
    [InlineData("""{"program":"ai","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"20260105"}""")]
    [InlineData("""{"program":"ai","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-13-05"}""")]
    [InlineData("null")]
    public void What_can_be_no_key_of_ours_is_not_understood_and_not_repeated(string body)
    {
        var e = Assert.Throws<FormatException>(() => CompletionReceived.Decode(Message(body, "completion/1")));

        Assert.DoesNotContain("e1", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("x#y?", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"program":"ai","learner":"03f49c0e7e0ff0e7b4c4"}""")]
    [InlineData("""{"program":null,"learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}""")]
    [InlineData("""{"program":7,"learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}""")]
    [InlineData("no JSON")]
    public void What_is_no_such_message_is_not_understood(string body) =>
        Assert.ThrowsAny<JsonException>(() => CompletionReceived.Decode(Message(body, "completion/1")));

    [Theory]
    [InlineData("""{"program":"ai","learner":"e1","completedAt":"2027-03-01"}""")]
    [InlineData("""[{"program":"ai","learner":"e1","completedAt":"2027-03-01"}]""")]
    [InlineData("""{"actor":{"mbox":"mailto:a@followup.example"},"verb":{"id":"http://adlnet.gov/expapi/verbs/completed"}}""")]
    public void A_completion_as_learning_systems_send_it_is_refused_with_the_way_to_go(string body) => Assert.Contains(
        "POST /api/completions",
        Assert.Throws<FormatException>(() => CompletionReceived.Decode(Message(body, null))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_follow_up_to_be_planned_anew_is_named_by_its_key()
    {
        var key = new FollowupKey("ai-eval", "03f49c0e7e0ff0e7b4c4", new(2026, 1, 5));
        var message = ReplanRequested.Encode(key);

        Assert.Equal(
            ("replan/1", """{"program":"ai-eval","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}"""),
            (message.Subject, message.Body.ToString()));
        Assert.Equal(key, ReplanRequested.Decode(Message(message.Body.ToString(), "replan/1")));
        Assert.Throws<FormatException>(() => ReplanRequested.Decode(Message(message.Body.ToString(), "completion/1")));
    }

    private static ServiceBusReceivedMessage Message(string body, string? subject) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(body: BinaryData.FromString(body), subject: subject);
}
