using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Erasure;

public sealed class ErasureTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_left_of_a_learner_and_the_others_keep_all_of_theirs()
    {
        await using var weeks = await AnsweredAsync();

        var answered = await EraseAsync(weeks, "e1@weeks.example");

        // the person, the open row, the day of the last mail, the address; one follow-up, asked as learner and manager, answered by both
        Assert.Equal((4, 1, 2, 2), Counts(answered));
        var rows = await RowsAsync(weeks);
        Assert.DoesNotContain(rows, row => row.Contains(PersonKey.Of("e1"), StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(PersonKey.Of("e1@weeks.example"), StringComparison.Ordinal));
        Assert.Equal(2, (await weeks.InvitationsAsync()).Count);
        Assert.Equal(2, await weeks.Service<Tables>().Responses.QueryAsync<TableEntity>(cancellationToken: ct).CountAsync(ct));

        Assert.Equal(HttpStatusCode.NotFound, (await EraseAsync(weeks, "e1@weeks.example")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await EraseAsync(weeks, "e1")).Status);
    }

    [Fact]
    public async Task What_a_manager_wrote_stays_with_whom_it_is_about_but_the_manager_is_not_found()
    {
        await using var weeks = await AnsweredAsync();

        Assert.Equal((3, 0, 2, 0), Counts(await EraseAsync(weeks, "boss")));

        var rows = await RowsAsync(weeks);
        Assert.DoesNotContain(rows, row => row.Contains($"manager|{PersonKey.Of("boss")}", StringComparison.Ordinal));
        Assert.Equal(4, await weeks.Service<Tables>().Responses.QueryAsync<TableEntity>(cancellationToken: ct).CountAsync(ct));
        Assert.All(
            await FollowupsAsync(weeks),
            row => Assert.Equal((null, 1), (row.ManagerKey, row.Planned().Count)));
    }

    [Fact]
    public async Task Alarms_that_wait_for_somebody_erased_mail_nobody_and_are_no_dead_letters()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        Assert.Equal((3, 1, 2, 0), Counts(await EraseAsync(weeks, "e1")));

        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.DoesNotContain(weeks.Mails, mail => mail.To.StartsWith("e1", StringComparison.Ordinal));
        Assert.DoesNotContain(weeks.Mails, mail => mail.Html.Contains("Learner e1", StringComparison.Ordinal));
        var toOther = weeks.ToLearners.Where(mail => mail.To.StartsWith("e2", StringComparison.Ordinal));
        Assert.Equal(3, toOther.Count()); // an invitation and two reminders
        Assert.All(weeks.Fixture.System.QueueCounts(), queue => Assert.Equal(0, queue.DeadLettered));
    }

    [Fact]
    public async Task A_call_that_was_cut_off_is_finished_by_the_next()
    {
        await using var weeks = await AnsweredAsync();
        var tables = weeks.Service<Tables>();
        // as if the call had come to the last step but one
        await tables.People.DeleteEntityAsync(PersonKey.Of("e1"), "person", cancellationToken: ct);
        var day = weeks.CompletedOn.Replace("-", "", StringComparison.Ordinal);
        await tables.Responses.DeleteEntityAsync(
            $"{weeks.Program}|{weeks.CompletedOn[..7]}",
            $"{PersonKey.Of("e1")}|{day}|P42D|learner",
            cancellationToken: ct);

        Assert.Equal((2, 1, 2, 1), Counts(await EraseAsync(weeks, "e1")));
    }

    [Fact]
    public async Task A_manager_is_not_found_either_where_another_has_taken_over_since()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[name=version]", ("first", "often"))).Dispose();
        await weeks.UntilDueAsync();
        await weeks.Fixture.ImportPeopleAsync("""
            id,email,name,managerId
            chief,chief@weeks.example,The Chief,
            e1,e1@weeks.example,Learner e1,chief
            """);
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Last()), "[value=not-my-report]")).Dispose();

        Assert.Equal(HttpStatusCode.OK, (await EraseAsync(weeks, "boss")).Status);

        var rows = await RowsAsync(weeks);
        Assert.DoesNotContain(rows, row => row.Contains($"manager|{PersonKey.Of("boss")}", StringComparison.Ordinal));
        var followup = Assert.Single(await FollowupsAsync(weeks));
        Assert.Equal((PersonKey.Of("chief"), 3), (followup.ManagerKey, followup.Planned().Count));
    }

    [Theory]
    [InlineData("boss")]
    [InlineData("boss@weeks.example")]
    public async Task Whoever_was_managed_names_nobody_any_more_and_waits_for_somebody_to_be_named(string named)
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.Fixture.ImportPeopleAsync($"id,managerId\ne1,{named}\n");

        await EraseAsync(weeks, "boss");

        var rows = await RowsAsync(weeks);
        Assert.DoesNotContain(rows, row => row.Contains(named, StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(PersonKey.Of(named), StringComparison.Ordinal));
        var waiting = await weeks.Service<WorklistStore>().WaitingAsync(ct).ToListAsync(ct);
        Assert.Equal([(WorklistKind.NobodyToAsk, PersonKey.Of("e1"))], waiting.Select(row => (row.Kind, row.LearnerKey)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"person":" "}""")]
    [InlineData("""{"person":7}""")]
    [InlineData("[]")]
    public async Task Whom_to_erase_must_be_said(string body)
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var answered = await weeks.Fixture.SendAsync(HttpMethod.Post, "api/people/erase", body, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, answered.Status);
        Assert.Equal([("person", "Say whom, by employee id or address.")], answered.Errors);
    }

    /// <summary>Two learners of one manager; all have answered.</summary>
    private static async Task<Weeks> AnsweredAsync()
    {
        var weeks = await Weeks.StartAsync(learners: 2);
        await weeks.UntilDueAsync();
        await weeks.AnswerAllAsync();
        return weeks;
    }

    private static Task<Answered> EraseAsync(Weeks weeks, string person)
    {
        var body = JsonSerializer.Serialize(new { person });
        return weeks.Fixture.SendAsync(HttpMethod.Post, "api/people/erase", body, "application/json");
    }

    private static (int People, int Followups, int Invitations, int Responses) Counts(Answered answered) =>
        (answered["people"], answered["followups"], answered["invitations"], answered["responses"]);

    private async Task<List<FollowupRow>> FollowupsAsync(Weeks weeks) =>
        await weeks.Service<Tables>().Followups.QueryAsync<FollowupRow>(cancellationToken: ct).ToListAsync(ct);

    /// <summary>All values of all rows of all tables.</summary>
    private async Task<List<string>> RowsAsync(Weeks weeks)
    {
        List<string> rows = [];
        foreach (var table in weeks.Service<Tables>().All)
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: ct))
            {
                rows.Add($"{table.Name} {string.Join(' ', row.Select(property => property.Value))}");
            }
        }
        return rows;
    }
}
