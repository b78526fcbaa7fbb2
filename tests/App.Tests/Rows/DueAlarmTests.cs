using Azure.Messaging.ServiceBus;
using Followup.Rows;

namespace Followup.Tests.Rows;

/// <summary>Alarms wait for weeks: every deployment reads what an older one wrote.</summary>
public sealed class DueAlarmTests
{
    [Theory]
    [InlineData("""{"mailing":"2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa","step":"remind","number":2}""", DueStep.Remind, 2)]
    [InlineData("""{"mailing":"2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa","step":"invite","number":0}""", DueStep.Invite, 0)]
    [InlineData("""{"mailing":"2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa","step":"close"}""", DueStep.Close, 0)]
    public void An_alarm_set_six_weeks_ago_is_still_understood(string body, DueStep step, int number)
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(body), subject: "followup-due/1");

        Assert.Equal(new DueAlarm("2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa", step, number), DueAlarm.Decode(message));
    }

    [Fact]
    public void An_alarm_is_written_as_it_always_was()
    {
        var alarm = new DueAlarm("2026-02-16|learner|aaaaaaaaaaaaaaaaaaaa", DueStep.Remind, 1);
        var message = DueAlarm.Encode(alarm, DateTimeOffset.UnixEpoch);

        Assert.Equal(
            ("followup-due/1", """{"mailing":"2026-02-16|learner|aaaaaaaaaaaaaaaaaaaa","step":"remind","number":1}"""),
            (message.Subject, message.Body.ToString()));
    }
}
