using System.Text.Json;
using Azure.Data.Tables;
using Followup.Local.Mail;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Rerouting;

/// <summary>Who is asked, and when, is decided when it is due: by the people of that day, whatever was known at the completion.</summary>
public sealed class DecidedLateTests
{
    private const string Header = "id,email,name,managerId,timeZone,active\n";
    private const string Chief = "chief,chief@weeks.example,The Chief,,Etc/UTC,true\n";
    private const string WithChief = Header + Chief + "e1,e1@weeks.example,Learner e1,chief,Etc/UTC,true\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("e1,e1@weeks.example,Learner e1,chief@weeks.example,Etc/UTC,true")] // by address, above the manager's own row
    [InlineData("e1,e1@weeks.example,Learner e1,CHIEF,Etc/UTC,true")]
    public async Task Who_is_named_as_the_manager_after_the_completion_is_asked_instead_of_the_one_before(string learner)
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.AdvanceAsync(Period.FromDays(7));
        await ImportAsync(weeks, $"{Header}{learner}\n{Chief}");
        Assert.Equal([PersonKey.Of("chief")], (await ManagersAsync(weeks)).Select(row => row.Mailing.RecipientKey)); // at once

        await weeks.UntilDueAsync();

        Assert.Equal(["chief@weeks.example", "e1@weeks.example"], To(weeks));
        Assert.Empty(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task A_manager_who_was_not_in_the_list_at_the_completion_is_asked_once_there()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await ImportAsync(weeks, $"{Header}o2,o2@weeks.example,O Two,boss77,Etc/UTC,true\n");
        await weeks.CompleteAsync(weeks.Today, "o2");
        var entry = Assert.Single(await WorklistAsync(weeks));
        Assert.Equal(
            ("nobody-to-ask", "O Two", "'boss77' is named as the manager, and is the id or address of nobody."),
            (entry.GetProperty("kind").GetString(), NameIn(entry), entry.GetProperty("reason").GetString()));

        await ImportAsync(weeks, $"{Header}boss77,boss77@weeks.example,Boss,,Etc/UTC,true\n");
        Assert.Empty(await WorklistAsync(weeks));
        await weeks.UntilDueAsync();

        Assert.Equal(["boss77@weeks.example", "o2@weeks.example"], To(weeks));
    }

    [Fact]
    public async Task A_message_that_is_lost_costs_nothing_because_the_day_itself_looks_again()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await ChangeAsync(weeks, "e1", person => person.ManagerKey = PersonKey.Of("chief"));
        await ChangeAsync(weeks, "chief", person => (person.Id, person.Email, person.Name) = ("chief", "chief@weeks.example", "The Chief"));
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromHours(2));

        Assert.Equal(["boss@weeks.example", "chief@weeks.example", "e1@weeks.example", "e2@weeks.example"], To(weeks));
        Assert.Contains("Learner e1", weeks.Mails.Single(mail => mail.To == "chief@weeks.example").Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("Learner e1", weeks.ToManager.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_manager_has_left_and_nobody_follows_HR_reads_about_whom_and_who_is_named_in_time_is_asked()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await ImportAsync(weeks, $"{Header}boss,boss@weeks.example,The Boss,,Etc/UTC,false\n");
        var entry = Assert.Single(await WorklistAsync(weeks));
        Assert.Equal("The Boss is named as the manager, and is not active.", entry.GetProperty("reason").GetString());

        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(8));
        Assert.Empty(weeks.ToManager);
        Assert.Single(await WorklistAsync(weeks));

        await ImportAsync(weeks, WithChief);
        Assert.Empty(await WorklistAsync(weeks));
        await weeks.AdvanceAsync(Period.FromDays(4));
        Assert.Single(weeks.Mails.Where(IsInvitation), mail => mail.To == "chief@weeks.example");
    }

    [Fact]
    public async Task A_manager_who_was_wrongly_replaced_for_a_night_goes_on_and_gets_no_second_mail()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await ImportAsync(weeks, WithChief);
        await ImportAsync(weeks, $"{Header}e1,e1@weeks.example,Learner e1,boss,Etc/UTC,true\n");
        await weeks.AdvanceAsync(Period.FromDays(2));

        Assert.Equal(["boss@weeks.example", "e1@weeks.example"], To(weeks));
        var boss = Assert.Single(await ManagersAsync(weeks));
        Assert.Equal((PersonKey.Of("boss"), InvitationState.Delivered), (boss.Mailing.RecipientKey, boss.State));
    }

    [Fact]
    public async Task Who_is_named_when_the_time_to_answer_is_over_is_not_asked_any_more()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await ImportAsync(weeks, $"{Header}e1,e1@weeks.example,Learner e1,,Etc/UTC,true\n");
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(16));
        await ImportAsync(weeks, WithChief);
        await weeks.AdvanceAsync(Period.FromDays(5));

        Assert.DoesNotContain(weeks.Mails, mail => mail.To != "e1@weeks.example");
    }

    [Fact]
    public async Task A_reminder_goes_to_no_manager_who_is_none_any_more_but_the_next_one_is_asked()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        // told to nobody
        await ChangeAsync(weeks, "chief", person => (person.Id, person.Email, person.Name) = ("chief", "chief@weeks.example", "The Chief"));
        await ChangeAsync(weeks, "e1", person => person.ManagerKey = PersonKey.Of("chief@weeks.example"));
        await weeks.Service<PersonStore>().SaveAsync((await PersonAsync(weeks, "chief"))!, null, Ct);
        await weeks.AdvanceAsync(Period.FromDays(8));

        Assert.Single(weeks.ToManager);
        Assert.Contains(weeks.Mails, mail => mail.To == "chief@weeks.example");
    }

    [Fact]
    public async Task Somebody_whose_row_was_wrong_for_a_while_is_asked_once_it_is_right_again()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await ImportAsync(weeks, $"{Header}e1,e1@weeks.example,Learner e1,boss,Etc/UTC,false\n");
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(2));
        Assert.Empty(weeks.Mails);

        await ImportAsync(weeks, $"{Header}e1,e1@weeks.example,Learner e1,boss,Etc/UTC,true\n");
        await weeks.AdvanceAsync(Period.FromDays(4));
        Assert.Equal(["boss@weeks.example", "e1@weeks.example"], To(weeks));
    }

    private static async Task ImportAsync(Weeks weeks, string csv)
    {
        var imported = await weeks.Fixture.ImportPeopleAsync(csv);
        Assert.Equal(0, imported["rejected"]);
        await weeks.Fixture.System.DrainAsync(Ct);
    }

    /// <summary>Changes somebody without telling anybody, as where the message about it is lost.</summary>
    private static async Task ChangeAsync(Weeks weeks, string id, Action<PersonRow> change)
    {
        var person = await PersonAsync(weeks, id) ?? new PersonRow { PartitionKey = PersonKey.Of(id) };
        change(person);
        await weeks.Service<Tables>().People.UpsertEntityAsync(person, TableUpdateMode.Replace, Ct);
    }

    private static Task<PersonRow?> PersonAsync(Weeks weeks, string id) => weeks.Service<PersonStore>().FindAsync(PersonKey.Of(id), Ct);

    private static IEnumerable<string> To(Weeks weeks) => weeks.Mails.Where(IsInvitation).Select(mail => mail.To).Order();

    private static bool IsInvitation(CaughtMail mail) => !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal);

    private static async Task<IEnumerable<InvitationRow>> ManagersAsync(Weeks weeks) =>
        (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Manager);

    private static string? NameIn(JsonElement entry) => entry.GetProperty("person").GetProperty("name").GetString();

    private static async Task<IReadOnlyList<JsonElement>> WorklistAsync(Weeks weeks) =>
        [.. (await weeks.Fixture.SendAsync(HttpMethod.Get, "api/worklist")).Json.EnumerateArray()];
}
