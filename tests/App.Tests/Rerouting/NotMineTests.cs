using System.Net;
using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Rerouting;

/// <summary>A manager says that somebody is not theirs to answer for.</summary>
public sealed class NotMineTests
{
    private const string People = "id,email,name,managerId,timeZone,active\n";

    [Fact]
    public async Task A_person_said_to_have_left_is_on_the_worklist_until_HR_has_said_so()
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
    public async Task A_person_said_to_have_left_is_not_asked_about_in_a_later_wave_until_HR_says_that_the_manager_erred()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, more: ",\"waves\":[\"P42D\",\"P90D\",\"P150D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=has-left]")).Dispose();
        var id = Assert.Single(await WorklistAsync(weeks)).GetProperty("id").GetString();

        await weeks.UntilAsync(row => row.Wave == "P90D");
        Assert.Equal(InvitationState.Withdrawn, await StateAsync("P90D"));
        var dismissed = await weeks.Fixture.SendAsync(HttpMethod.Delete, $"api/worklist/{id}");
        Assert.Equal(HttpStatusCode.NoContent, dismissed.Status);
        var again = await weeks.Fixture.SendAsync(HttpMethod.Delete, $"api/worklist/{id}");
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Empty(await WorklistAsync(weeks));

        await weeks.UntilAsync(row => row.Wave == "P150D");
        Assert.Equal(InvitationState.Delivered, await StateAsync("P150D"));

        async Task<InvitationState> StateAsync(string wave)
        {
            var ofManager = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Manager);
            return ofManager.Single(row => row.Wave == wave && row.LearnerKey == PersonKey.Of("e1")).State;
        }
    }

    [Fact]
    public async Task What_a_manager_said_holds_for_a_later_wave_and_does_not_make_its_time_to_answer_begin_anew()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=not-my-report]")).Dispose();
        await weeks.UntilAsync(row => row.Wave == "P90D");
        var ended = await LaterAsync();
        await weeks.AdvanceAsync(Period.FromDays(30)); // the worklist is looked at four times a day

        var row = await LaterAsync();
        Assert.Equal((InvitationState.Withdrawn, ended.ClosesAt, ended.Attempts), (row.State, row.ClosesAt, row.Attempts));
        await weeks.Fixture.ImportPeopleAsync(
            $"{People}chief,chief@weeks.example,The Chief,,Etc/UTC,\ne1,e1@weeks.example,Learner e1,chief,Etc/UTC,");
        await weeks.AdvanceAsync(Period.FromDays(4));
        Assert.DoesNotContain(weeks.Mails, mail => mail.To == "chief@weeks.example");

        async Task<InvitationRow> LaterAsync() => (await weeks.InvitationsAsync())
            .Single(row => row.Mailing.Audience == Audience.Manager && row.Wave == "P90D");
    }

    [Fact]
    public async Task Who_was_said_to_have_left_and_has_another_manager_by_now_is_asked_about()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=has-left]")).Dispose();

        await weeks.Fixture.ImportPeopleAsync(
            $"{People}chief,chief@weeks.example,The Chief,,Etc/UTC,\ne1,e1@weeks.example,Learner e1,chief,Etc/UTC,");
        await weeks.AdvanceAsync(Period.FromDays(1));

        Assert.Single(weeks.Mails, mail => mail.To == "chief@weeks.example");
        Assert.Empty(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task Dismissing_what_a_manager_said_leaves_that_there_is_nobody_to_ask()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=has-left]")).Dispose();
        await weeks.Service<WorklistStore>().AddNobodyToAskAsync(PersonKey.Of("e1"), TestContext.Current.CancellationToken);

        var said = (await WorklistAsync(weeks)).Single(entry => entry.GetProperty("kind").GetString() == "has-left");
        await weeks.Fixture.SendAsync(HttpMethod.Delete, $"api/worklist/{said.GetProperty("id").GetString()}");

        var left = Assert.Single(await WorklistAsync(weeks));
        Assert.Equal("nobody-to-ask", left.GetProperty("kind").GetString());
        await weeks.Fixture.SendAsync(HttpMethod.Delete, $"api/worklist/{left.GetProperty("id").GetString()}");
        await weeks.Service<WorklistStore>().AddNobodyToAskAsync(PersonKey.Of("e1"), TestContext.Current.CancellationToken);
        Assert.Empty(await WorklistAsync(weeks)); // it is as it should be
    }

    [Fact]
    public async Task A_button_tapped_twice_adds_one_entry_to_the_worklist()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await weeks.UntilDueAsync();
        var page = Weeks.PageOf(weeks.ToManager.Single());
        using var open = await weeks.OpenAsync(page);
        var card = open.QuerySelector("[name=card]")!.GetAttribute("value")!;

        for (var tap = 0; tap < 2; tap++)
        {
            using var content = new FormUrlEncodedContent([new("card", card), new("instead", "has-left")]);
            using var posted = await weeks.Fixture.Http.PostAsync(page, content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        }
        Assert.Single(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task A_person_answered_for_cannot_be_taken_off_the_list()
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

    /// <summary>What has become of the only invitation to a manager.</summary>
    private static async Task<(InvitationState State, string? Reason)> ManagersAsync(Weeks weeks)
    {
        var invitation = (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Manager);
        return (invitation.State, invitation.Reason);
    }

    private static async Task<IReadOnlyList<JsonElement>> WorklistAsync(Weeks weeks) =>
        [.. (await weeks.Fixture.SendAsync(HttpMethod.Get, "api/worklist")).Json.EnumerateArray()];
}
