using System.Globalization;
using Followup.Local.Mail;
using Followup.Rows;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>An invitation becomes one mail, however often its alarm rings.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task An_alarm_that_rings_twenty_times_at_once_sends_one_mail()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        var invitations = await weeks.InvitationsAsync();
        var due = invitations.Max(row => row.DueAt);
        var alarms =
            from mailing in invitations.Select(row => row.Mailing.ToString()).Distinct()
            from time in Enumerable.Range(0, 20)
            select DueAlarm.Encode(new(mailing, DueStep.Invite), due);
        await weeks.RingAsync([.. alarms]);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromHours(2));

        Assert.Equal(2, weeks.ToLearners.Count());
        Assert.Single(weeks.ToManager);
    }

    [Fact]
    public async Task A_wave_by_the_clock_goes_out_after_a_minute_beside_what_waits_for_its_day()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var program = await weeks.Fixture.NewProgramAsync(""","waves":["PT1M"]""");
        var now = weeks.Fixture.System.Clock.GetUtcNow().ToString("o", CultureInfo.InvariantCulture);
        await weeks.Fixture.PostCompletionsAsync($$"""[{"program":"{{program}}","learner":"e1","completedAt":"{{now}}"}]""");

        await weeks.AdvanceAsync(Period.FromSeconds(50));
        Assert.Empty(weeks.Mails);
        await weeks.AdvanceAsync(Period.FromSeconds(20));
        Assert.Equal(["boss@weeks.example", "e1@weeks.example"], weeks.Mails.Select(mail => mail.To).Order());
    }

    [Fact]
    public async Task What_can_never_arrive_is_only_checked_by_the_provider()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.Fixture.ImportPeopleAsync(
            "id,email,name,managerId,timeZone\ne1,e1@weeks.invalid,Learner e1,boss,Etc/UTC\n");
        await weeks.UntilDueAsync();

        Assert.Equal(["boss@weeks.example"], weeks.Mails.Select(mail => mail.To)); // the catcher keeps no mail in sandbox mode
        Assert.Equal(
            [InvitationState.Sent, InvitationState.Delivered],
            (await weeks.InvitationsAsync()).OrderBy(row => row.RowKey).Select(row => row.State));
    }

    /// <summary>
    /// A handler that finds a claim that is not settled looks again in half an hour: by then the row is free, and waits for its own next
    /// try.
    /// </summary>
    [Fact]
    public async Task An_alarm_that_rings_during_a_call_starts_no_second_row_of_tries()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(503, Count: 2, DelayMs: 4000)); // the first calls to learner and manager
        var due = weeks.UntilDueAsync();
        while (!(await weeks.InvitationsAsync()).All(row => row.State == InvitationState.Sending))
        {
            if (due.IsFaulted) await due;
            Assert.False(due.IsCompleted, "The calls were not under way at the same time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        var invitations = await weeks.InvitationsAsync();
        var alarms = invitations.Select(row => DueAlarm.Encode(new(row.Mailing.ToString(), DueStep.Invite), row.DueAt));
        await weeks.RingAsync([.. alarms]);
        await due;
        weeks.Faults.Set(new MailFault(503, Count: 10_000));

        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.Equal([16, 16], (await weeks.InvitationsAsync()).Select(row => row.Attempts));
    }
}
