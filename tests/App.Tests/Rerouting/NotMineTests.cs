using System.Net;
using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Rerouting;

/// <summary>A manager says that somebody is not theirs to answer for.</summary>
public sealed class NotMineTests
{
    private const string People = "id,email,name,managerId,timeZone,active\n";

    [Fact]
    public async Task Whoever_is_the_manager_by_now_is_asked_instead()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        var digest = weeks.ToManager.Single();
        await weeks.Fixture.ImportPeopleAsync($"{People}chief,chief@weeks.example,The Chief,,Etc/UTC,\ne1,e1@weeks.example,Learner e1,chief,Etc/UTC,");

        using var page = await weeks.PostAsync(Weeks.PageOf(digest), "[value=not-my-report]");
        await weeks.AdvanceAsync(Period.FromDays(2));

        Assert.Contains("off your list", page.GetElementById("done")!.Words(), StringComparison.Ordinal);
        Assert.Equal(["Learner e2"], page.QuerySelectorAll(".card h2").Select(name => name.Words()));
        var toChief = Assert.Single(weeks.Mails, mail => mail.To == "chief@weeks.example");
        Assert.Contains("Learner e1", toChief.Subject, StringComparison.Ordinal);
        // the later wave moves with it, and nobody is counted twice
        var managers = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Manager && row.LearnerKey == PersonKey.Of("e1"));
        Assert.Equal(["P42D", "P90D"], managers.Select(row => row.Wave).Order());
        Assert.All(managers, row => Assert.Equal(PersonKey.Of("chief"), row.Mailing.RecipientKey));
        Assert.Empty(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task Where_nobody_else_is_named_HR_is_told_and_the_next_import_mends_it()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();

        using var page = await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=not-my-report]");
        Assert.Contains("off your list", page.QuerySelector("main")!.Words(), StringComparison.Ordinal);
        var entry = Assert.Single(await WorklistAsync(weeks));
        Assert.Equal(("not-my-report", "Learner e1", "The Boss"), (
            entry.GetProperty("kind").GetString(), entry.GetProperty("person").GetProperty("name").GetString(), entry.GetProperty("saidBy").GetProperty("name").GetString()));
        Assert.Equal((InvitationState.Withdrawn, "The manager says that this is not their report any more."), await ManagersAsync(weeks));

        await weeks.Fixture.ImportPeopleAsync($"{People}chief,chief@weeks.example,The Chief,,Etc/UTC,\ne1,e1@weeks.example,Learner e1,chief,Etc/UTC,");
        await weeks.AdvanceAsync(Period.FromDays(4)); // the sweep finds it
        Assert.Single(weeks.Mails, mail => mail.To == "chief@weeks.example" && !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal));
        Assert.Empty(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task Who_has_left_is_on_the_worklist_until_HR_has_said_so()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();

        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=has-left]")).Dispose();
        Assert.Equal((InvitationState.Withdrawn, "The manager says that the person has left."), await ManagersAsync(weeks));
        Assert.Equal("has-left", Assert.Single(await WorklistAsync(weeks)).GetProperty("kind").GetString());

        await weeks.Fixture.ImportPeopleAsync($"{People}e1,e1@weeks.example,Learner e1,boss,Etc/UTC,false");
        await weeks.Fixture.System.DrainAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await WorklistAsync(weeks));
        await weeks.AdvanceAsync(Period.FromDays(20));
        Assert.Single(weeks.ToManager); // no reminder
    }

    [Fact]
    public async Task While_HR_has_not_mended_it_no_later_wave_asks_that_manager_and_then_the_right_one_gets_it()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=not-my-report]")).Dispose();

        await weeks.UntilAsync(row => row.Wave == "P90D");
        Assert.Single(weeks.ToManager); // that of the first wave
        Assert.All(await weeks.InvitationsAsync(), row => Assert.True(row.Mailing.Audience == Audience.Learner || row.State == InvitationState.Withdrawn));

        await weeks.Fixture.ImportPeopleAsync($"{People}chief,chief@weeks.example,The Chief,,Etc/UTC,\ne1,e1@weeks.example,Learner e1,chief,Etc/UTC,");
        await weeks.AdvanceAsync(Period.FromDays(4)); // the sweep finds it
        Assert.Single(weeks.Mails, mail => mail.To == "chief@weeks.example" && !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal));
        Assert.Equal(["P90D"], (await weeks.InvitationsAsync()).Where(row => row.Mailing.RecipientKey == PersonKey.Of("chief")).Select(row => row.Wave));
        Assert.Empty(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task Who_is_said_to_be_gone_is_not_asked_about_in_a_later_wave_until_HR_says_that_the_manager_erred()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, more: ",\"waves\":[\"P42D\",\"P90D\",\"P150D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=has-left]")).Dispose();
        var id = Assert.Single(await WorklistAsync(weeks)).GetProperty("id").GetString();

        await weeks.UntilAsync(row => row.Wave == "P90D");
        Assert.Equal(InvitationState.Withdrawn, await StateAsync("P90D"));
        Assert.Equal(HttpStatusCode.NoContent, (await weeks.Fixture.SendAsync(HttpMethod.Delete, $"api/worklist/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await weeks.Fixture.SendAsync(HttpMethod.Delete, $"api/worklist/{id}")).Status);
        Assert.Empty(await WorklistAsync(weeks));

        await weeks.UntilAsync(row => row.Wave == "P150D");
        Assert.Equal(InvitationState.Delivered, await StateAsync("P150D"));

        async Task<InvitationState> StateAsync(string wave) =>
            (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Manager && row.Wave == wave && row.LearnerKey == PersonKey.Of("e1")).State;
    }

    [Fact]
    public async Task Tapped_twice_it_says_the_same_twice()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await weeks.UntilDueAsync();
        var page = Weeks.PageOf(weeks.ToManager.Single());
        using var open = await weeks.OpenAsync(page);
        var card = open.QuerySelector("[name=card]")!.GetAttribute("value")!;

        for (var tap = 0; tap < 2; tap++)
        {
            using var content = new FormUrlEncodedContent([new("card", card), new("instead", "has-left")]);
            using var said = await weeks.Fixture.Http.PostAsync(page, content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.SeeOther, said.StatusCode);
        }
        Assert.Single(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task What_is_answered_cannot_be_said_away()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        var page = Weeks.PageOf(weeks.ToManager.Single());
        using var saved = await weeks.PostAsync(page, "[name=version]", ("first", "often"));

        Assert.Null(saved.QuerySelector("[value=has-left]"));
        var card = saved.QuerySelector("[name=card]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([new("card", card), new("instead", "has-left")]);
        (await weeks.Fixture.Http.PostAsync(page, content, TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(InvitationState.Answered, (await ManagersAsync(weeks)).State);
        Assert.Empty(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task A_move_that_was_cut_off_is_finished_by_saying_it_again()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await weeks.Fixture.ImportPeopleAsync($"{People}chief,chief@weeks.example,The Chief,,Etc/UTC,\ne1,e1@weeks.example,Learner e1,chief,Etc/UTC,");
        var invitation = (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Manager);
        // as a crash after the first write leaves it: planned for both, asked of neither anew
        var (ct, followups, people) = (TestContext.Current.CancellationToken, weeks.Service<Tables>().Followups, weeks.Service<Followup.People.PersonStore>());
        var row = (await followups.FindAsync<FollowupRow>(invitation.Followup.Partition, invitation.Followup.Row, ct))!;
        var moved = await weeks.Service<FollowupPlanner>().PlanManagerAsync(row, "P42D", (await people.FindAsync(PersonKey.Of("chief"), ct))!, ct);
        (row.Plan, row.ManagerKey) = (PlannedInvitation.Write([.. row.Planned(), moved]), PersonKey.Of("chief"));
        await followups.UpdateEntityAsync(row, row.ETag, cancellationToken: ct);

        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=not-my-report]")).Dispose();
        await weeks.AdvanceAsync(Period.FromDays(1));

        Assert.Single(weeks.Mails, mail => mail.To == "chief@weeks.example");
        Assert.Equal(PersonKey.Of("chief"), Assert.Single(await weeks.InvitationsAsync(), one => one.Mailing.Audience == Audience.Manager).Mailing.RecipientKey);
    }

    private static async Task<(InvitationState State, string? Reason)> ManagersAsync(Weeks weeks) =>
        (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Manager).Select(row => (row.State, row.Reason)).Single();

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> WorklistAsync(Weeks weeks) =>
        [.. (await weeks.Fixture.SendAsync(HttpMethod.Get, "api/worklist")).Json.EnumerateArray()];
}
