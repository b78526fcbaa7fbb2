using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Tests.Mailing;

/// <summary>Mails to managers about several learners, whose rows may be more than one transaction.</summary>
public sealed class DigestsInBatchesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_into_a_digest_while_it_is_claimed_is_asked_later_and_not_taken_for_somebody_who_has_left()
    {
        await using var weeks = await Weeks.StartAsync(learners: 3);
        var digest = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Manager);
        await weeks.Fixture.ImportPeopleAsync("id,email,name,managerId,timeZone\nlate,late@weeks.example,Learner late,boss,Etc/UTC");
        var late = digest.Mailing.InvitationRow(digest.ProgramId, PersonKey.Of("late"), digest.Wave);
        var interference = new Interference(
            Interference.Transaction(1),
            async () =>
            {
                await weeks.Service<InvitationStore>().ChangeAsync(
                    digest.Mailing, row => row.Reason is null, row => row.Reason = "Changed.", Ct);
                digest.RowKey = late;
                await weeks.Service<Tables>().Invitations.AddEntityAsync(digest, Ct);
            });

        Assert.Empty(await weeks.InvitingWith(interference).InviteAsync([digest.Mailing], Ct));

        Assert.Single(weeks.Mails);
        var asked = Assert.Single(await weeks.InvitationsAsync(), row => row.RowKey == late);
        Assert.Equal((InvitationState.Scheduled, 0), (asked.State, asked.Attempts));
    }

    [Fact]
    public async Task A_digest_of_three_transactions_that_is_handled_twice_at_once_is_one_mail_and_all_of_it_is_marked()
    {
        await using var weeks = await Weeks.StartAsync(learners: 250);
        var digest = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Manager).Mailing;
        var inviting = weeks.Service<Inviting>();

        await Task.WhenAll(inviting.InviteAsync([digest], Ct), inviting.InviteAsync([digest], Ct));
        await weeks.Fixture.System.DrainAsync(Ct);

        var mail = Assert.Single(weeks.Mails);
        Assert.All(weeks.Learners, id => Assert.Contains($"Learner {id} ", mail.Text, StringComparison.Ordinal));
        var rows = (await weeks.InvitationsAsync()).Where(row => row.Mailing == digest).ToList();
        Assert.Equal(250, rows.Count);
        Assert.All(rows, row => Assert.Equal((InvitationState.Delivered, 1), (row.State, row.Attempts)));
    }
}
