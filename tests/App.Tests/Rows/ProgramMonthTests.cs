using Followup.Rows;

namespace Followup.Tests.Rows;

public sealed class ProgramMonthTests
{
    [Fact]
    public void The_message_reads_as_it_always_did()
    {
        var message = ProgramMonth.Encode(new("ai-eval", new(2026, 1)), DateTimeOffset.UnixEpoch);

        Assert.Equal("""{"program":"ai-eval","month":"2026-01"}""", message.Body.ToString());
    }
}
