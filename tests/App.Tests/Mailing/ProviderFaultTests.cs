using Followup.Local.Mail;
using Followup.Mailing;
using Followup.Rows;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>Whatever the mail provider does, an invitation becomes one mail, or is undeliverable and says why.</summary>
public sealed class ProviderFaultTests
{
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

    [Theory]
    [InlineData(false, 16, "The mail provider answered 503.")] // six tries on the first day, then one each of ten working days
    [InlineData(true, 3, "The connection to the mail provider broke before it answered.")] // each may have been a mail: two more at most
    public async Task A_provider_that_never_comes_back_ends_as_undeliverable_on_the_closing_day(
        bool dropConnection, int tries, string reason)
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

    [Fact]
    public async Task An_event_that_says_a_mail_went_out_after_all_stops_the_next_try()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        weeks.Faults.Set(new MailFault(503, Count: 2));
        await weeks.UntilDueAsync();
        foreach (var row in await weeks.InvitationsAsync())
        {
            var processed = new MailEvent("processed", row.Mailing.ToString(), row.AttemptId);
            await weeks.Service<MailEvents>().ApplyAsync([processed], TestContext.Current.CancellationToken);
        }
        await weeks.AdvanceAsync(Period.FromHours(8));

        Assert.Empty(weeks.Mails);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal((InvitationState.Sent, 1), (row.State, row.Attempts)));
    }
}
