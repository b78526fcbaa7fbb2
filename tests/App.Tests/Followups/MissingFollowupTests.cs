using Followup.Followups;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Followup.Tests.Followups;

public sealed class MissingFollowupTests
{
    [Fact]
    public async Task A_message_about_a_follow_up_that_is_not_there_leaves_a_line_in_the_log()
    {
        var ct = TestContext.Current.CancellationToken;
        using var logs = new RecordedLogs();
        await using var weeks = await Weeks.StartAsync(
            learners: 0, services: services => services.AddLogging(logging => logging.AddProvider(logs)));
        var key = new FollowupKey("no-such", PersonKey.Of("nobody"), new(2026, 1, 5));

        await weeks.Service<Queues>().Completions.SendMessageAsync(CompletionReceived.Encode(key), ct);
        await weeks.Fixture.System.DrainAsync(ct);

        Assert.Contains(logs.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal)
            && line.Contains($"There is no follow-up no-such {key.Row}", StringComparison.Ordinal));
        Assert.All(weeks.Fixture.System.QueueCounts(), queue => Assert.Equal((0, 0), (queue.Active, queue.DeadLettered)));
    }
}
