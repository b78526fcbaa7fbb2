using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Mailing;

/// <summary>One mail a person, a kind and a day, whatever falls together.</summary>
public sealed class OneMailADayTests
{
    private const string People = "id,email,name,managerId,timeZone\n";

    [Fact]
    public async Task Two_programs_due_on_one_day_are_one_mail_with_both()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var other = await weeks.Fixture.NewProgramAsync();
        await weeks.Fixture.PostCompletionsAsync($$"""{"program":"{{other}}","learner":"e1","completedAt":"{{weeks.CompletedOn}}"}""");
        await weeks.Fixture.System.DrainAsync(TestContext.Current.CancellationToken);
        await weeks.UntilDueAsync();

        Assert.Equal("How is it going since your trainings?", Assert.Single(weeks.ToLearners).Subject);
        Assert.Equal("What do you see in your team’s work since the training?", Assert.Single(weeks.ToManager).Subject);
        Assert.Equal(4, (await weeks.InvitationsAsync()).Count);
    }

    [Fact]
    public async Task A_manager_who_is_also_a_learner_gets_one_of_each_kind()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.CompleteAsync(weeks.CompletedOn, "boss");
        await weeks.UntilDueAsync();

        Assert.Equal(["learner", "manager"], weeks.ToManager.Select(mail => mail.CustomArgs["mailing"].Split('|')[1]).Order());
    }

    [Fact]
    public async Task A_learner_without_a_manager_is_asked_alone()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await weeks.Fixture.ImportPeopleAsync($"{People}solo,solo@weeks.example,Solo,,Etc/UTC");
        await weeks.CompleteAsync(weeks.CompletedOn, "solo");
        await weeks.UntilDueAsync();

        Assert.Equal("solo@weeks.example", Assert.Single(weeks.Mails).To);
    }

    [Fact]
    public async Task Two_late_completions_of_one_person_reported_apart_are_two_days()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await weeks.Fixture.ImportPeopleAsync($"{People}solo,solo@weeks.example,Solo,,Etc/UTC");
        await UntilTuesdayMorningAsync(weeks);
        var longAgo = LocalDateText.Iso(LocalDatePattern.Iso.Parse(weeks.Today).Value.PlusDays(-50));
        var other = await weeks.Fixture.NewProgramAsync();

        await weeks.CompleteAsync(longAgo, "solo");
        await weeks.AdvanceAsync(Period.FromHours(1));
        await weeks.Fixture.PostCompletionsAsync($$"""{"program":"{{other}}","learner":"solo","completedAt":"{{longAgo}}"}""");
        await weeks.AdvanceAsync(Period.FromHours(40));

        Assert.Equal(2, weeks.Mails.Count);
        Assert.Equal(2, weeks.Mails.Select(mail => mail.SentAt.Date).Distinct().Count());
    }

    [Fact]
    public async Task After_an_outage_two_mailings_of_one_person_go_out_on_two_days()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await UntilTuesdayMorningAsync(weeks);
        await weeks.Fixture.ImportPeopleAsync($"{People}solo,solo@weeks.example,Solo,,Etc/UTC");
        var other = await weeks.Fixture.NewProgramAsync();
        // due on a Tuesday and on the Wednesday after it
        var today = LocalDatePattern.Iso.Parse(weeks.Today).Value;
        await weeks.CompleteAsync(LocalDateText.Iso(today.PlusDays(-35)), "solo");
        await weeks.Fixture.PostCompletionsAsync($$"""{"program":"{{other}}","learner":"solo","completedAt":"{{LocalDateText.Iso(today.PlusDays(-34))}}"}""");
        weeks.Faults.Set(new(503, Count: 100_000));
        await weeks.AdvanceAsync(Period.FromDays(8));
        weeks.Faults.Set(new(Count: 0));
        await weeks.AdvanceAsync(Period.FromHours(70));

        var invitations = weeks.Mails.Where(mail => !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, invitations.Count);
        Assert.Equal(2, invitations.Select(mail => mail.SentAt.Date).Distinct().Count());
    }

    [Fact]
    public async Task Reminders_of_two_mailings_that_meet_on_one_day_are_two_days()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await UntilTuesdayMorningAsync(weeks);
        await weeks.Fixture.ImportPeopleAsync(
            $"{People}chief,chief@weeks.example,The Chief,,Etc/UTC\na,a@weeks.example,A,chief,Etc/UTC\nb,b@weeks.example,B,chief,Etc/UTC");
        // due on Wednesday and on the Tuesday after: the seventh working day of one is the third of the other
        var today = LocalDatePattern.Iso.Parse(weeks.Today).Value;
        await weeks.CompleteAsync(LocalDateText.Iso(today.PlusDays(1 - 42)), "a");
        await weeks.CompleteAsync(LocalDateText.Iso(today.PlusDays(7 - 42)), "b");
        await weeks.AdvanceAsync(Period.FromDays(24));

        var toChief = weeks.Mails.Where(mail => mail.To.StartsWith("chief", StringComparison.Ordinal)).ToList();
        var reminders = toChief.Where(mail => mail.CustomArgs["attempt"].StartsWith("reminder", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, reminders.Count);
        Assert.Equal(4, reminders.Select(mail => mail.SentAt.Date).Distinct().Count());
        Assert.All(reminders, mail => Assert.True(mail.SentAt.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
    }

    private static async Task UntilTuesdayMorningAsync(Weeks weeks)
    {
        while (weeks.Fixture.System.Clock.GetUtcNow() is not { DayOfWeek: DayOfWeek.Tuesday, Hour: 10 }) await weeks.AdvanceAsync(Period.FromHours(1));
    }
}
