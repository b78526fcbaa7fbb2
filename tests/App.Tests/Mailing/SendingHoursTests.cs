using Azure.Data.Tables;
using Followup.People;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>Mails go out from nine to seventeen where the recipient is by then.</summary>
public sealed class SendingHoursTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Asia/Tokyo", "America/New_York")]
    [InlineData("America/New_York", "Asia/Tokyo")]
    [InlineData("Etc/UTC", "Pacific/Auckland")]
    public async Task Who_moves_gets_the_mail_at_nine_where_they_are_by_then(string from, string to)
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await ImportAsync(weeks, $"id,email,name,timeZone\nm1,m1@weeks.example,Mo Ving,{from}");
        await weeks.CompleteAsync(weeks.Today, "m1");
        var planned = (await weeks.InvitationsAsync()).Single().Mailing.DueOn;
        await weeks.AdvanceAsync(Period.FromDays(35));
        await ImportAsync(weeks, $"id,email,name,timeZone\nm1,m1@weeks.example,Mo Ving,{to}");
        await weeks.AdvanceAsync(Period.FromDays(12));

        var sent = weeks.Mails[0].SentAt.In(to);
        Assert.Equal((planned, 9), (sent.Date, sent.Hour));
    }

    [Fact]
    public async Task Who_moved_unknown_to_the_plan_gets_no_mail_in_the_evening_before()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await ImportAsync(weeks, "id,email,name,timeZone\nm1,m1@weeks.example,Mo Ving,Asia/Tokyo");
        await weeks.CompleteAsync(weeks.Today, "m1");
        await MoveUntoldAsync(weeks, "m1", "America/New_York");
        await weeks.AdvanceAsync(Period.FromDays(49));

        Assert.Equal(9, weeks.Mails[0].SentAt.In("America/New_York").Hour);
    }

    [Fact]
    public async Task What_is_told_late_in_the_evening_waits_for_nine_of_the_next_working_day()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await weeks.UntilTuesdayMorningAsync();
        await weeks.AdvanceAsync(Period.FromMinutes((12 * 60) + 58));
        await ImportAsync(weeks, "id,email,name,timeZone\nl1,l1@weeks.example,Late One,Etc/UTC");
        await weeks.CompleteAsync(weeks.DaysAgo(50), "l1");
        await weeks.AdvanceAsync(Period.FromDays(1));

        var mail = Assert.Single(weeks.Mails);
        Assert.Equal((DayOfWeek.Wednesday, 9, 0), (mail.SentAt.DayOfWeek, mail.SentAt.Hour, mail.SentAt.Minute));
    }

    private static async Task ImportAsync(Weeks weeks, string csv)
    {
        Assert.Equal(0, (await weeks.Fixture.ImportPeopleAsync(csv))["rejected"]);
        await weeks.Fixture.System.DrainAsync(Ct);
    }

    /// <summary>As where the message about the move is lost.</summary>
    private static async Task MoveUntoldAsync(Weeks weeks, string id, string zone)
    {
        var move = new TableEntity(PersonKey.Of(id), "person") { [nameof(PersonRow.TimeZone)] = zone };
        await weeks.Service<Tables>().People.UpsertEntityAsync(move, TableUpdateMode.Merge, Ct);
    }
}

file static class InZone
{
    public static ZonedDateTime In(this DateTimeOffset at, string zone) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[zone]);
}
