using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Mailing;

/// <summary>Reminders, closing, what comes late, and what an alarm missed.</summary>
public sealed class AfterwardsTests
{
    [Fact]
    public async Task Who_does_not_answer_is_reminded_twice_on_working_days_and_then_closed()
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
        var mailing = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Learner).Mailing.ToString();
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
    public async Task A_late_report_is_asked_today_and_a_later_one_waits_for_the_next_digest()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, completedOn: "");
        // to ten in the morning of a Tuesday, two months on
        await weeks.AdvanceAsync(Period.FromDays(90));
        while (weeks.Fixture.System.Clock.GetUtcNow() is not { DayOfWeek: DayOfWeek.Tuesday, Hour: 10 }) await weeks.AdvanceAsync(Period.FromHours(1));
        var before = weeks.Mails.Count;
        var longAgo = LocalDateText.Iso(LocalDatePattern.Iso.Parse(weeks.Today).Value.PlusDays(-50));

        Assert.Equal(1, (await weeks.CompleteAsync(longAgo, "e1"))["accepted"]);
        Assert.Equal(0, weeks.Mails.Count - before); // the import has time to be complete
        await weeks.AdvanceAsync(Period.FromMinutes(10));
        Assert.Equal(2, weeks.Mails.Count - before);

        await weeks.CompleteAsync(longAgo, "e2");
        await weeks.AdvanceAsync(Period.FromHours(12));
        Assert.Equal(3, weeks.Mails.Count - before);
        await weeks.AdvanceAsync(Period.FromHours(12));
        Assert.Equal(4, weeks.Mails.Count - before); // Wednesday's digest
        Assert.Equal(2, weeks.ToManager.TakeLast(2).Select(mail => mail.SentAt.Date).Distinct().Count());
    }

    [Fact]
    public async Task A_wave_that_is_due_today_is_asked_instead_of_an_earlier_one_that_is_late()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0, more: ",\"waves\":[\"P0D\",\"P42D\"]");
        await weeks.Fixture.ImportPeopleAsync("id,email,name\ntwo,two@weeks.example,Two Waves");
        await weeks.CompleteAsync(LocalDateText.Iso(LocalDatePattern.Iso.Parse(weeks.Today).Value.PlusDays(-42)), "two");

        Assert.Equal("P42D", Assert.Single(await weeks.InvitationsAsync()).Wave);
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

    [Fact]
    public async Task A_completion_older_than_the_program_asks_about_is_kept_and_nobody_is_asked()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0, more: ",\"maxAge\":\"P60D\"");
        await weeks.Fixture.ImportPeopleAsync("id,email,name\nold,old@weeks.example,Old One");
        await weeks.CompleteAsync("2026-01-05", "old");
        await weeks.AdvanceAsync(Period.FromDays(5));

        Assert.Empty(weeks.Mails);
        Assert.Empty(await weeks.InvitationsAsync());
        var row = Assert.Single(await weeks.Service<Tables>().Followups
            .QueryAsync<Followup.Rows.FollowupRow>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Followup.Rows.FollowupState.Withdrawn, "The completion is older than the program's maxAge of P60D."), (row.State, row.Reason));
    }

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

    [Fact]
    public async Task A_message_of_an_unknown_subject_is_dead_lettered_with_the_reason()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await weeks.RingAsync(new Azure.Messaging.ServiceBus.ServiceBusMessage("{}") { Subject = "followup-due/99" });
        await weeks.Fixture.System.DrainAsync(TestContext.Current.CancellationToken);

        await using var client = new Azure.Messaging.ServiceBus.ServiceBusClient(weeks.Fixture.System.ServiceBusConnection);
        await using var receiver = client.CreateReceiver("due", new Azure.Messaging.ServiceBus.ServiceBusReceiverOptions { SubQueue = Azure.Messaging.ServiceBus.SubQueue.DeadLetter });
        var message = await receiver.PeekMessageAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("NotUnderstood", message.DeadLetterReason);
        Assert.Contains("followup-due/99", message.DeadLetterErrorDescription, StringComparison.Ordinal);
    }
}
