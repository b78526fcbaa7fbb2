using Followup.Rows;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Followups;

/// <summary>Completions that are reported after the day on which they should have been asked about.</summary>
public sealed class LateCompletionTests
{
    [Fact]
    public async Task A_late_report_is_asked_today_and_a_later_one_waits_for_the_next_digest()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, completedOn: "");
        await weeks.AdvanceAsync(Period.FromDays(90));
        await weeks.UntilTuesdayMorningAsync();
        var before = weeks.Mails.Count;
        var longAgo = weeks.DaysAgo(50);

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
        await weeks.CompleteAsync(weeks.DaysAgo(42), "two");

        Assert.Equal("P42D", Assert.Single(await weeks.InvitationsAsync()).Wave);
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
        var ct = TestContext.Current.CancellationToken;
        var row = await weeks.Service<Tables>().Followups.QueryAsync<FollowupRow>(cancellationToken: ct).SingleAsync(ct);
        Assert.Equal(
            (FollowupState.Withdrawn, "The completion is older than the program's maxAge of P60D."),
            (row.State, row.Reason));
    }
}
