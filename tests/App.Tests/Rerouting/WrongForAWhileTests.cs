using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Rerouting;

/// <summary>The list of people is wrong for some days, or right and nobody was told.</summary>
public sealed class WrongForAWhileTests
{
    private const string Header = "id,email,name,managerId,timeZone,active\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("e1,e1@weeks.example,Learner e1,boss,Etc/UTC,false")]
    [InlineData("boss,boss@weeks.example,The Boss,,Etc/UTC,false")]
    [InlineData("e1,e1@weeks.example,Learner e1,,Etc/UTC,true")]
    public async Task What_was_mailed_and_ended_meanwhile_takes_answers_again(string wrong)
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await ImportAsync(weeks, wrong);
        await weeks.AdvanceAsync(Period.FromDays(7)); // the first reminder looks, and ends it
        Assert.Equal(InvitationState.Withdrawn, (await ManagersAsync(weeks)).State);

        await ImportAsync(weeks, "boss,boss@weeks.example,The Boss,,Etc/UTC,true\ne1,e1@weeks.example,Learner e1,boss,Etc/UTC,true");

        Assert.Equal(InvitationState.Delivered, (await ManagersAsync(weeks)).State);
        await weeks.AdvanceAsync(Period.FromDays(14));
        Assert.Equal(InvitationState.Closed, (await ManagersAsync(weeks)).State);
        Assert.Single(weeks.ToManager, mail => !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_moved_over_the_date_line_unknown_to_the_plan_gets_no_mail_on_the_day_before()
    {
        const string There = "America/Los_Angeles";
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await ImportAsync(weeks, "m1,m1@weeks.example,Mo Ving,,Pacific/Auckland,true");
        await weeks.UntilTuesdayMorningAsync(); // six weeks on it is no Monday
        await weeks.CompleteAsync(weeks.Today, "m1");
        var planned = (await weeks.InvitationsAsync()).Single().Mailing.DueOn;
        var person = (await weeks.Service<PersonStore>().FindAsync(PersonKey.Of("m1"), Ct))!;
        person.TimeZone = There;
        await weeks.Service<Tables>().People.UpsertEntityAsync(person, cancellationToken: Ct);
        await weeks.AdvanceAsync(Period.FromDays(49));

        var sent = Instant.FromDateTimeOffset(weeks.Mails[0].SentAt).InZone(DateTimeZoneProviders.Tzdb[There]);
        Assert.Equal((planned, 9), (sent.Date, sent.Hour));
    }

    private static async Task ImportAsync(Weeks weeks, string rows)
    {
        Assert.Equal(0, (await weeks.Fixture.ImportPeopleAsync(Header + rows))["rejected"]);
        await weeks.Fixture.System.DrainAsync(Ct);
    }

    private static async Task<InvitationRow> ManagersAsync(Weeks weeks) =>
        (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Manager);
}
