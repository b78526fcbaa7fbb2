using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Mailing;

/// <summary>What follows an invitation: reminders, and closing.</summary>
public sealed class AfterwardsTests
{
    [Fact]
    public async Task A_learner_who_does_not_answer_is_reminded_twice_on_working_days_and_then_closed()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(20));

        var mails = weeks.ToLearners.ToList();
        Assert.Equal(3, mails.Count);
        Assert.All(mails, mail => Assert.True(mail.SentAt.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
        Assert.All(mails, mail => Assert.Equal(9, mail.SentAt.Hour));
        Assert.All(mails.Skip(1), mail => Assert.StartsWith("Reminder", mail.Subject, StringComparison.Ordinal));
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal((InvitationState.Closed, 2), (row.State, row.Reminders)));
    }

    [Fact]
    public async Task Both_reminders_at_once_as_after_a_pause_are_one_mail()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromHours(30));
        var invitation = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Learner);
        var mailing = invitation.Mailing.ToString();
        var now = weeks.Fixture.System.Clock.GetUtcNow();

        foreach (var number in (int[])[1, 2])
        {
            await weeks.RingAsync(DueAlarm.Encode(new(mailing, DueStep.Remind, number), now));
            await weeks.Fixture.System.DrainAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, weeks.ToLearners.Count()); // the invitation and one of them
        await weeks.AdvanceAsync(Period.FromDays(20));
        Assert.Equal(3, weeks.ToLearners.Count()); // the second on its own day
    }

    [Fact]
    public async Task An_answer_whose_invitation_was_not_marked_any_more_still_stops_the_reminders()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        var row = (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Learner);
        // as a crash between the two writes of an answer leaves it
        await weeks.Service<Tables>().Responses.AddEntityAsync(
            new ResponseRow
            {
                PartitionKey = row.Followup.Partition,
                RowKey = row.Followup.ResponseRow(row.Wave, Audience.Learner),
                ProgramVersion = 1,
                Json = """{"outcomes":[],"barriers":[]}""",
                DueOn = row.PartitionKey,
                AnsweredAt = weeks.Fixture.System.Clock.GetUtcNow(),
            },
            TestContext.Current.CancellationToken);
        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.Single(weeks.ToLearners);
        Assert.Single(await weeks.InvitationsAsync(), row => row.State == InvitationState.Answered);
    }

    [Fact]
    public async Task A_mail_that_goes_out_days_late_is_not_reminded_of_at_once()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        var day = LocalDatePattern.Iso.Parse(weeks.Today).Value;
        await weeks.Fixture.ImportPeopleAsync("id,email,name\nlate,late@weeks.example,Late One");
        var mailing = new MailingKey(day.PlusDays(-11), Audience.Learner, PersonKey.Of("late"));
        var now = weeks.Fixture.System.Clock.GetUtcNow();
        await weeks.Service<Tables>().Invitations.AddEntityAsync(
            new InvitationRow
            {
                PartitionKey = mailing.Partition,
                RowKey = mailing.InvitationRow(weeks.Program, mailing.RecipientKey, "P42D"),
                DueAt = now.AddDays(-11),
                ClosesAt = now.AddDays(4),
                CompletedOn = LocalDateText.Iso(day.PlusDays(-53)),
            },
            TestContext.Current.CancellationToken);
        await weeks.RingAsync(DueAlarm.Encode(new(mailing.ToString(), DueStep.Invite), now));
        await weeks.Fixture.System.DrainAsync(TestContext.Current.CancellationToken);
        await weeks.AdvanceAsync(Period.FromHours(20));

        Assert.Single(weeks.Mails);
    }
}
