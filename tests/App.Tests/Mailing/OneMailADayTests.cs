using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>A person gets at most one mail of a kind on a day, whatever falls together.</summary>
public sealed class OneMailADayTests
{
    private const string People = "id,email,name,managerId,timeZone\n";

    [Fact]
    public async Task Two_programs_due_on_one_day_are_one_mail_with_both()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var other = await weeks.Fixture.NewProgramAsync();
        await CompleteAsync(weeks, other, "e1", weeks.CompletedOn);
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

        var audiences = weeks.ToManager.Select(mail => mail.CustomArgs["mailing"].Split('|')[1]);
        Assert.Equal(["learner", "manager"], audiences.Order());
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
        await weeks.UntilTuesdayMorningAsync();
        var longAgo = weeks.DaysAgo(50);
        var other = await weeks.Fixture.NewProgramAsync();

        await weeks.CompleteAsync(longAgo, "solo");
        await weeks.AdvanceAsync(Period.FromHours(1));
        await CompleteAsync(weeks, other, "solo", longAgo);
        await weeks.AdvanceAsync(Period.FromHours(40));

        Assert.Equal(2, weeks.Mails.Count);
        Assert.Equal(2, weeks.Mails.Select(mail => mail.SentAt.Date).Distinct().Count());
    }

    [Fact]
    public async Task After_an_outage_two_mailings_of_one_person_go_out_on_two_days()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await weeks.UntilTuesdayMorningAsync();
        await weeks.Fixture.ImportPeopleAsync($"{People}solo,solo@weeks.example,Solo,,Etc/UTC");
        var other = await weeks.Fixture.NewProgramAsync();
        // due on a Tuesday and on the Wednesday after it
        await weeks.CompleteAsync(weeks.DaysAgo(35), "solo");
        await CompleteAsync(weeks, other, "solo", weeks.DaysAgo(34));
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
        await weeks.UntilTuesdayMorningAsync();
        await weeks.Fixture.ImportPeopleAsync($"""
            {People}chief,chief@weeks.example,The Chief,,Etc/UTC
            a,a@weeks.example,A,chief,Etc/UTC
            b,b@weeks.example,B,chief,Etc/UTC
            """);
        // due on Wednesday and on the Tuesday after: the seventh working day of one is the third of the other
        await weeks.CompleteAsync(weeks.DaysAgo(42 - 1), "a");
        await weeks.CompleteAsync(weeks.DaysAgo(42 - 7), "b");
        await weeks.AdvanceAsync(Period.FromDays(24));

        var toChief = weeks.Mails.Where(mail => mail.To.StartsWith("chief", StringComparison.Ordinal));
        var reminders = toChief
            .Where(mail => mail.CustomArgs["attempt"].StartsWith("reminder", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(4, reminders.Count);
        Assert.Equal(4, reminders.Select(mail => mail.SentAt.Date).Distinct().Count());
        Assert.All(reminders, mail => Assert.True(mail.SentAt.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
    }

    private static Task<Answered> CompleteAsync(Weeks weeks, string program, string learner, string on) =>
        weeks.Fixture.PostCompletionsAsync($$"""{"program":"{{program}}","learner":"{{learner}}","completedAt":"{{on}}"}""");
}
