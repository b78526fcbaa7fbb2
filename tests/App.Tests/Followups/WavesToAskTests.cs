using Followup.Followups;
using Followup.People;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime.Text;

namespace Followup.Tests.Followups;

/// <summary>Which waves of a completion are still to be asked, on the day on which it is planned.</summary>
public sealed class WavesToAskTests(SystemFixture fixture)
{
    [Theory]
    // all to come
    [InlineData("2026-01-05", "2026-01-05T12:00Z", "P42D P90D", "P42D P90D")]
    // a baseline is asked on the day, or on the working day after it: January 5 is a Monday
    [InlineData("2026-01-05", "2026-01-05T08:00Z", "P0D P42D", "P0D P42D")]
    [InlineData("2026-01-05", "2026-01-06T12:00Z", "P0D P42D", "P0D P42D")]
    [InlineData("2026-01-05", "2026-01-07T12:00Z", "P0D P42D", "P42D")]
    // ...which after a Friday is Monday
    [InlineData("2026-01-09", "2026-01-12T16:00Z", "P0D P42D", "P0D P42D")]
    [InlineData("2026-01-09", "2026-01-13T08:00Z", "P0D P42D", "P42D")]
    // told 41 days late: once the wave of tomorrow, and no baseline today
    [InlineData("2026-01-05", "2026-02-15T12:00Z", "P0D P42D", "P42D")]
    // of what has passed the latest
    [InlineData("2026-01-05", "2026-04-20T12:00Z", "P42D P90D P180D", "P90D P180D")]
    // ...but not within a fortnight of the next: day 90 is April 5
    [InlineData("2026-01-05", "2026-03-22T12:00Z", "P42D P90D", "P42D P90D")]
    [InlineData("2026-01-05", "2026-03-23T12:00Z", "P42D P90D", "P90D")]
    [InlineData("2026-01-05", "2026-04-04T12:00Z", "P42D P90D", "P90D")]
    // the wave of this very day is asked, whatever comes next
    [InlineData("2026-01-05", "2026-02-16T12:00Z", "P42D P55D", "P42D P55D")]
    // all have passed
    [InlineData("2026-01-05", "2026-12-01T12:00Z", "P0D P42D P90D", "P90D")]
    [InlineData("2026-01-05", "2026-01-08T12:00Z", "P0D", "")]
    public void Waves_are_asked_in_their_time_or_not_at_all(string completedOn, string now, string waves, string asked)
    {
        var time = new FakeTimeProvider(OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>")
            .Parse(now).Value.ToDateTimeOffset());
        var planner = ActivatorUtilities.CreateInstance<FollowupPlanner>(fixture.System.Services, time);
        var followup = new FollowupKey("p", "learner", LocalDatePattern.Iso.Parse(completedOn).Value);

        var toAsk = planner.WavesToAsk(followup, waves.Split(' '), new PersonRow { TimeZone = "Etc/UTC" });

        Assert.Equal(asked, string.Join(' ', toAsk));
    }
}
