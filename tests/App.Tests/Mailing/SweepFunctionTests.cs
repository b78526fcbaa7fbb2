using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Mailing;

public sealed class SweepFunctionTests
{
    [Fact]
    public async Task The_sweep_rings_for_an_invitation_whose_alarm_was_lost()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        var day = LocalDatePattern.Iso.Parse(weeks.Today).Value;
        await weeks.Fixture.ImportPeopleAsync("id,email,name\nlost,lost@weeks.example,Lost One");
        var key = new FollowupKey(weeks.Program, PersonKey.Of("lost"), day);
        var mailing = new MailingKey(day, Audience.Learner, PersonKey.Of("lost"));
        var now = weeks.Fixture.System.Clock.GetUtcNow();
        await weeks.Service<Tables>().Invitations.AddEntityAsync(
            new InvitationRow
            {
                PartitionKey = mailing.Partition,
                RowKey = mailing.InvitationRow(weeks.Program, key.LearnerKey, "P42D"),
                DueAt = now,
                ClosesAt = now.AddDays(14),
                CompletedOn = LocalDateText.Iso(day),
            },
            TestContext.Current.CancellationToken);

        await weeks.AdvanceAsync(Period.FromHours(8));

        Assert.Equal("lost@weeks.example", Assert.Single(weeks.Mails).To);
    }
}
