using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>"Ask me later": once, by a week, within the closing date.</summary>
public sealed class PostponingTests
{
    private const string Later = "input[value=later]";

    [Fact]
    public async Task A_week_later_one_mail_says_that_it_was_asked_for_and_no_other_reminder_comes()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        var invitation = weeks.ToLearners.Single();

        using var page = await weeks.PostAsync(Weeks.PageOf(invitation), Later);
        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.Contains("We will ask you again on", page.GetElementById("done")!.Words(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(Later)); // once
        var mails = weeks.ToLearners.ToList();
        Assert.Equal(2, mails.Count);
        Assert.StartsWith("As you asked: ", mails[1].Subject, StringComparison.Ordinal);
        var days = (mails[1].SentAt.Date - invitation.SentAt.Date).Days;
        Assert.InRange(days, 7, 9); // a weekend moves it on
        Assert.Equal(9, mails[1].SentAt.Hour);
        Assert.Equal(3, weeks.ToManager.Count()); // the manager's reminders are not touched
    }

    [Fact]
    public async Task A_learner_who_has_put_it_off_can_answer_before_and_is_not_mailed_again()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        var page = Weeks.PageOf(weeks.ToLearners.Single());

        (await weeks.PostAsync(page, Later)).Dispose();
        using var saved = await weeks.PostAsync(page, "[name=version]", ("first", "no"));
        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.NotNull(saved.GetElementById("done"));
        Assert.Single(weeks.ToLearners);
    }

    [Fact]
    public async Task To_be_asked_later_is_not_offered_and_not_taken_where_the_last_day_comes_before()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        var page = Weeks.PageOf(weeks.ToLearners.Single());
        await weeks.AdvanceAsync(Period.FromDays(9)); // and a week would be day 16 of 14

        using var shown = await weeks.OpenAsync(page);
        using var content = new FormUrlEncodedContent([new("instead", "later")]);
        using var posted = await weeks.Fixture.Http.PostAsync(page, content, TestContext.Current.CancellationToken);
        using var after = await weeks.OpenAsync(new Uri(page, posted.Headers.Location!));

        Assert.Null(shown.QuerySelector(Later));
        Assert.Contains("put off once", after.GetElementById("done")!.Words(), StringComparison.Ordinal);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Null(row.PostponedTo));
    }

    [Fact]
    public async Task An_alarm_without_its_rows_as_a_crash_leaves_it_finds_nothing_to_do()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(1));
        var invitation = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Learner);

        var alarm = new DueAlarm(invitation.Mailing.ToString(), DueStep.Remind, ReminderSchedule.AfterPostponement);
        await weeks.RingAsync(DueAlarm.Encode(alarm, weeks.Fixture.System.Clock.GetUtcNow()));
        await weeks.Fixture.System.DrainAsync(TestContext.Current.CancellationToken);

        Assert.Single(weeks.ToLearners);
    }
}
