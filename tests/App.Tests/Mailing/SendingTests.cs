using Followup.Local.Mail;
using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>One mail an invitation, whatever the provider does and however often an alarm rings.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task A_manager_of_three_gets_one_digest_and_each_learner_one_mail()
    {
        await using var weeks = await Weeks.StartAsync(learners: 3);
        await weeks.UntilDueAsync();

        Assert.Equal(3, weeks.ToLearners.Count());
        var digest = Assert.Single(weeks.ToManager);
        Assert.All(weeks.Learners, id => Assert.Contains($"Learner {id}", digest.Text, StringComparison.Ordinal));
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal(InvitationState.Delivered, row.State));
    }

    [Fact]
    public async Task An_alarm_that_rings_twenty_times_at_once_sends_one_mail()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        var mailings = (await weeks.InvitationsAsync()).Select(row => row.Mailing.ToString()).Distinct().ToList();
        var due = (await weeks.InvitationsAsync()).Max(row => row.DueAt);
        await weeks.RingAsync([.. mailings.SelectMany(mailing => Enumerable.Range(0, 20).Select(_ => DueAlarm.Encode(new(mailing, DueStep.Invite), due)))]);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromHours(2));

        Assert.Equal(2, weeks.ToLearners.Count());
        Assert.Single(weeks.ToManager);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(401)] // a wrong key is the operator's to mend
    public async Task A_provider_that_says_later_is_asked_later(int status)
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(status, Count: 4));
        await weeks.UntilDueAsync();
        Assert.Empty(weeks.Mails);
        Assert.Equal(0, weeks.Fixture.System.QueueCounts().Sum(queue => queue.DeadLettered));

        await weeks.AdvanceAsync(Period.FromMinutes(30));
        Assert.Single(weeks.ToLearners);
        Assert.Single(weeks.ToManager);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal(3, row.Attempts));
    }

    [Fact]
    public async Task A_mail_that_is_refused_for_good_is_undeliverable_and_says_why()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(400, Count: 2));
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.Empty(weeks.Mails);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal(
            (InvitationState.Undeliverable, "The mail provider answered 400."), (row.State, row.Reason)));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_mail_was_taken_is_settled_by_the_providers_event_not_by_a_second_mail()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(DropConnection: true, Count: 2));
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromHours(5));

        Assert.Equal(2, weeks.Mails.Count);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal((InvitationState.Delivered, 1), (row.State, row.Attempts)));
    }

    [Fact]
    public async Task A_connection_that_breaks_before_is_tried_again_once_no_event_has_come()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(503, DropConnection: true, Count: 2));
        await weeks.UntilDueAsync();
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal(InvitationState.Unknown, row.State));
        Assert.Empty(weeks.Mails);

        await weeks.AdvanceAsync(Period.FromMinutes(40));
        Assert.Equal(2, weeks.Mails.Count);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal((InvitationState.Delivered, 2), (row.State, row.Attempts)));
    }

    [Fact]
    public async Task A_wave_by_the_clock_goes_out_after_a_minute_beside_what_waits_for_its_day()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var program = await weeks.Fixture.NewProgramAsync(""","waves":["PT1M"]""");
        var now = weeks.Fixture.System.Clock.GetUtcNow().ToString("o", System.Globalization.CultureInfo.InvariantCulture);
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
        await weeks.Fixture.ImportPeopleAsync("id,email,name,managerId,timeZone\ne1,e1@weeks.invalid,Learner e1,boss,Etc/UTC\n");
        await weeks.UntilDueAsync();

        Assert.Equal(["boss@weeks.example"], weeks.Mails.Select(mail => mail.To)); // the catcher keeps no mail in sandbox mode
        Assert.Equal(
            [InvitationState.Sent, InvitationState.Delivered],
            (await weeks.InvitationsAsync()).OrderBy(row => row.RowKey).Select(row => row.State));
    }

    [Theory]
    [InlineData(false, 34, "The mail provider answered 503.")] // six tries on the first day, then one every twelve hours
    [InlineData(true, 3, "The connection to the mail provider broke before it answered.")] // each may have been a mail: two more at most
    public async Task A_provider_that_never_comes_back_ends_as_undeliverable_on_the_closing_day(bool dropConnection, int tries, string reason)
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(503, Count: 10_000, DropConnection: dropConnection));
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.Empty(weeks.Mails);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal(
            (InvitationState.Undeliverable, reason, tries), (row.State, row.Reason, row.Attempts)));
        Assert.All(weeks.Fixture.System.QueueCounts(), queue => Assert.Equal((0, 0), (queue.Scheduled, queue.DeadLettered)));
    }

    /// <summary>Whoever finds a claim that is not settled looks again in half an hour: by then the row is free, and waits for its own next try.</summary>
    [Fact]
    public async Task An_alarm_that_rings_during_a_call_starts_no_second_row_of_tries()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(503, Count: 2, DelayMs: 2000)); // the first calls to learner and manager
        var due = weeks.UntilDueAsync();
        while (!(await weeks.InvitationsAsync()).All(row => row.State == InvitationState.Sending)) await Task.Delay(20, TestContext.Current.CancellationToken);
        await weeks.RingAsync([.. (await weeks.InvitationsAsync()).Select(row => DueAlarm.Encode(new(row.Mailing.ToString(), DueStep.Invite), row.DueAt))]);
        await due;
        weeks.Faults.Set(new MailFault(503, Count: 10_000));

        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.Equal([34, 34], (await weeks.InvitationsAsync()).Select(row => row.Attempts));
    }

    [Fact]
    public async Task A_manager_of_more_people_than_one_transaction_holds_gets_one_digest_with_all_of_them()
    {
        await using var weeks = await Weeks.StartAsync(learners: 120);
        await weeks.UntilDueAsync();

        var digest = Assert.Single(weeks.ToManager);
        Assert.All(weeks.Learners, id => Assert.Contains($"Learner {id} ", digest.Text, StringComparison.Ordinal));
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal((InvitationState.Delivered, 1), (row.State, row.Attempts)));
    }

    [Fact]
    public async Task A_digest_of_more_than_a_hundred_whose_claim_died_half_way_waits_and_goes_out_once()
    {
        await using var weeks = await Weeks.StartAsync(learners: 120);
        var due = (await weeks.InvitationsAsync()).Max(row => row.DueAt);
        var digest = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Manager).Take(100).ToList();
        foreach (var row in digest) // as a crash after the first transaction leaves it
            (row.State, row.AttemptId, row.ClaimedAt, row.Attempts) = (InvitationState.Sending, "died", due, 1);
        Assert.Equal(100, await weeks.Service<InvitationStore>().UpdateAsync(digest, TestContext.Current.CancellationToken));
        await weeks.UntilDueAsync();
        Assert.Empty(weeks.ToManager);

        await weeks.AdvanceAsync(Period.FromHours(1));
        var mail = Assert.Single(weeks.ToManager);
        Assert.All(weeks.Learners, id => Assert.Contains($"Learner {id}", mail.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_digest_of_more_than_a_hundred_whose_alarm_rings_many_times_at_once_goes_out_once()
    {
        await using var weeks = await Weeks.StartAsync(learners: 120);
        var digest = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Manager);
        await weeks.RingAsync([.. Enumerable.Range(0, 12).Select(_ => DueAlarm.Encode(new(digest.Mailing.ToString(), DueStep.Invite), digest.DueAt))]);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromHours(8));

        var mail = Assert.Single(weeks.ToManager);
        Assert.All(weeks.Learners, id => Assert.Contains($"Learner {id}", mail.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_says_a_mail_went_out_after_all_stops_the_next_try()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(503, Count: 2));
        await weeks.UntilDueAsync();
        foreach (var row in await weeks.InvitationsAsync())
            await weeks.Service<MailEvents>().ApplyAsync(new("processed", row.Mailing.ToString(), row.AttemptId), TestContext.Current.CancellationToken);
        await weeks.AdvanceAsync(Period.FromHours(8));

        Assert.Empty(weeks.Mails);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal((InvitationState.Sent, 1), (row.State, row.Attempts)));
    }

    [Fact]
    public async Task Who_has_left_gets_no_mail()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await weeks.Fixture.ImportPeopleAsync("id,email,name,managerId,timeZone,active\ne1,e1@weeks.example,Learner e1,boss,Etc/UTC,false");
        await weeks.UntilDueAsync();

        Assert.Equal("e2@weeks.example", Assert.Single(weeks.ToLearners).To);
        Assert.Contains("Learner e2", Assert.Single(weeks.ToManager).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Learner e1", weeks.ToManager.Single().Text, StringComparison.Ordinal);
        Assert.Equal(2, (await weeks.InvitationsAsync()).Count(row => row.State == InvitationState.Withdrawn));
    }
}
