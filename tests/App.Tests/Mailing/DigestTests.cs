using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>One mail to a manager about all reports, however many they are and however often its alarm rings.</summary>
public sealed class DigestTests
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
        var invitations = await weeks.InvitationsAsync();
        var due = invitations.Max(row => row.DueAt);
        var claimed = invitations.Where(row => row.Mailing.Audience == Audience.Manager).Take(100).ToList();
        foreach (var row in claimed)
        {
            // as a crash after the first transaction leaves it
            (row.State, row.AttemptId, row.ClaimedAt, row.Attempts) = (InvitationState.Sending, "died", due, 1);
        }
        Assert.Equal(100, await weeks.Service<InvitationStore>().UpdateAsync(claimed, TestContext.Current.CancellationToken));
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
        var alarm = new DueAlarm(digest.Mailing.ToString(), DueStep.Invite);
        await weeks.RingAsync([.. Enumerable.Range(0, 12).Select(_ => DueAlarm.Encode(alarm, digest.DueAt))]);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromHours(8));

        var mail = Assert.Single(weeks.ToManager);
        Assert.All(weeks.Learners, id => Assert.Contains($"Learner {id}", mail.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_learner_who_has_left_gets_no_mail_and_is_in_no_digest()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await weeks.Fixture.ImportPeopleAsync(
            "id,email,name,managerId,timeZone,active\ne1,e1@weeks.example,Learner e1,boss,Etc/UTC,false");
        await weeks.UntilDueAsync();

        Assert.Equal("e2@weeks.example", Assert.Single(weeks.ToLearners).To);
        Assert.Contains("Learner e2", Assert.Single(weeks.ToManager).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Learner e1", weeks.ToManager.Single().Text, StringComparison.Ordinal);
        Assert.Equal(2, (await weeks.InvitationsAsync()).Count(row => row.State == InvitationState.Withdrawn));
    }
}
