using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Rows;

/// <summary>Messages wait for weeks: every deployment reads what an older one wrote.</summary>
public sealed class DueAlarmTests
{
    [Theory]
    [InlineData("""{"mailing":"2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa","step":"remind","number":2}""", DueStep.Remind, 2)]
    [InlineData("""{"mailing":"2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa","step":"invite","number":0}""", DueStep.Invite, 0)]
    [InlineData("""{"mailing":"2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa","step":"close"}""", DueStep.Close, 0)]
    public void An_alarm_set_six_weeks_ago_is_still_understood(string body, DueStep step, int number)
    {
        var due = DueAlarm.Decode(ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(body), subject: "followup-due/1"));

        Assert.Equal(new DueAlarm("2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa", step, number), due);
    }

    [Fact]
    public void An_alarm_is_written_as_it_always_was()
    {
        var message = DueAlarm.Encode(new("2026-02-16|learner|aaaaaaaaaaaaaaaaaaaa", DueStep.Remind, 1), DateTimeOffset.UnixEpoch);

        Assert.Equal(
            ("followup-due/1", """{"mailing":"2026-02-16|learner|aaaaaaaaaaaaaaaaaaaa","step":"remind","number":1}"""),
            (message.Subject, message.Body.ToString()));
    }

    [Fact]
    public void A_completion_is_written_and_read_as_it_always_was()
    {
        var message = CompletionReceived.Encode(new FollowupKey("ai-eval", "aaaaaaaaaaaaaaaaaaaa", new(2026, 1, 5)));
        const string Body = """{"program":"ai-eval","learner":"aaaaaaaaaaaaaaaaaaaa","completedOn":"2026-01-05"}""";

        Assert.Equal(("completion/1", Body), (message.Subject, message.Body.ToString()));
        var read = CompletionReceived.Decode(ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(Body), subject: "completion/1"));
        Assert.Equal(new FollowupKey("ai-eval", "aaaaaaaaaaaaaaaaaaaa", new(2026, 1, 5)), read.Key);
    }
}
