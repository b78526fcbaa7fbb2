using System.Text.Json;
using Followup.Followups;
using Followup.Local.Mail;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Rerouting;

/// <summary>A manager says that somebody is not their report any more: the right manager is asked, once it is known who that is.</summary>
public sealed class ManagerReroutingTests
{
    private const string People = "id,email,name,managerId,timeZone,active\n";

    /// <summary>Another manager, who by now is the manager of e1.</summary>
    private const string Chief = People
        + "chief,chief@weeks.example,The Chief,,Etc/UTC,\n"
        + "e1,e1@weeks.example,Learner e1,chief,Etc/UTC,";

    [Fact]
    public async Task The_manager_of_today_is_asked_instead()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        var digest = weeks.ToManager.Single();
        await weeks.Fixture.ImportPeopleAsync(Chief);

        using var page = await weeks.PostAsync(Weeks.PageOf(digest), "[value=not-my-report]");
        await weeks.AdvanceAsync(Period.FromDays(2));

        Assert.Contains("off your list", page.GetElementById("done")!.Words(), StringComparison.Ordinal);
        Assert.Equal(["Learner e2"], page.QuerySelectorAll(".card h2").Select(name => name.Words()));
        var toChief = Assert.Single(weeks.Mails, mail => mail.To == "chief@weeks.example");
        Assert.Contains("Learner e1", toChief.Subject, StringComparison.Ordinal);
        // the later wave moves along, and nobody is counted twice
        var managers = (await weeks.InvitationsAsync())
            .Where(row => row.Mailing.Audience == Audience.Manager && row.LearnerKey == PersonKey.Of("e1"))
            .Where(row => row.State != InvitationState.Withdrawn);
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
        Assert.Equal(
            ("not-my-report", "Learner e1", "The Boss"),
            (entry.GetProperty("kind").GetString(), NameOf("person"), NameOf("saidBy")));
        Assert.Equal(
            (InvitationState.Withdrawn, "The manager says that this is not their report any more."),
            await ManagersAsync(weeks));

        await weeks.Fixture.ImportPeopleAsync(Chief);
        await weeks.AdvanceAsync(Period.FromDays(4)); // over a weekend, at the longest
        Assert.Single(weeks.Mails, IsInvitationToChief);
        Assert.Empty(await WorklistAsync(weeks));

        string? NameOf(string person) => entry.GetProperty(person).GetProperty("name").GetString();
    }

    [Fact]
    public async Task While_HR_has_not_mended_it_no_later_wave_asks_that_manager_and_then_the_right_one_gets_it()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=not-my-report]")).Dispose();

        await weeks.UntilAsync(row => row.Wave == "P90D");
        Assert.Single(weeks.ToManager); // that of the first wave
        Assert.All(
            await weeks.InvitationsAsync(),
            row => Assert.True(row.Mailing.Audience == Audience.Learner || row.State == InvitationState.Withdrawn));

        await weeks.Fixture.ImportPeopleAsync(Chief);
        await weeks.AdvanceAsync(Period.FromDays(4)); // over a weekend, at the longest
        Assert.Single(weeks.Mails, IsInvitationToChief);
        var toChief = (await weeks.InvitationsAsync()).Where(row => row.Mailing.RecipientKey == PersonKey.Of("chief"));
        Assert.Equal(["P90D"], toChief.Select(row => row.Wave));
        Assert.Empty(await WorklistAsync(weeks));
    }

    [Fact]
    public async Task A_move_that_was_cut_off_is_finished_by_saying_it_again()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await weeks.Fixture.ImportPeopleAsync(Chief);
        var invitation = (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Manager);
        // as a crash after the first write leaves the follow-up: planned for both managers, asked of neither anew
        var ct = TestContext.Current.CancellationToken;
        var followups = weeks.Service<Tables>().Followups;
        var row = (await followups.FindAsync<FollowupRow>(invitation.Followup.Partition, invitation.Followup.Row, ct))!;
        var chief = (await weeks.Service<PersonStore>().FindAsync(PersonKey.Of("chief"), ct))!;
        var moved = await weeks.Service<FollowupPlanner>().PlanAsync(Audience.Manager, row, "P42D", chief, ct);
        row.Plan = PlannedInvitation.Write([.. row.Planned(), moved]);
        row.ManagerKey = PersonKey.Of("chief");
        await followups.UpdateEntityAsync(row, row.ETag, cancellationToken: ct);

        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=not-my-report]")).Dispose();
        await weeks.AdvanceAsync(Period.FromDays(1));

        Assert.Single(weeks.Mails, mail => mail.To == "chief@weeks.example");
        var asked = Assert.Single(
            await weeks.InvitationsAsync(), one => one.Mailing.Audience == Audience.Manager && one.State != InvitationState.Withdrawn);
        Assert.Equal(PersonKey.Of("chief"), asked.Mailing.RecipientKey);
    }

    [Fact]
    public async Task A_move_that_is_made_again_moves_no_wave_that_had_ended_before()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var weeks = await Weeks.StartAsync(learners: 1, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P90D"); // the first wave has closed unanswered
        await weeks.Fixture.ImportPeopleAsync(Chief);
        var followup = (await weeks.InvitationsAsync())[0].Followup;
        var rerouting = weeks.Service<FollowupReplanning>();

        var moves = new[]
        {
            await rerouting.ReplanAsync(followup, toWavesInForce: false, ct),
            await rerouting.ReplanAsync(followup, toWavesInForce: false, ct),
        };

        Assert.Equal([PersonKey.Of("chief"), PersonKey.Of("chief")], moves);
        Assert.Equal(
            [
                ("boss", "P42D", InvitationState.Closed), ("boss", "P90D", InvitationState.Withdrawn),
                ("chief", "P90D", InvitationState.Scheduled),
            ],
            (await ManagersInvitationsAsync(weeks)).Order());
        Assert.Equal(["boss P42D", "boss P90D", "chief P90D"], (await PlanAsync(weeks, followup)).Order());
    }

    [Fact]
    public async Task A_move_that_was_cut_off_before_its_last_write_is_finished_by_making_it_again()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.Fixture.ImportPeopleAsync(Chief);
        var followup = (await weeks.InvitationsAsync())[0].Followup;
        var rerouting = weeks.Service<FollowupReplanning>();
        var followups = weeks.Service<Tables>().Followups;
        var before = (await followups.FindAsync<FollowupRow>(followup.Partition, followup.Row, ct))!;
        await rerouting.ReplanAsync(followup, toWavesInForce: false, ct);
        // as a crash leaves it: the old invitation is gone from the table, and not from the plan
        var row = (await followups.FindAsync<FollowupRow>(followup.Partition, followup.Row, ct))!;
        row.Plan = PlannedInvitation.Write(row.Planned().Union(before.Planned()));
        await followups.UpdateEntityAsync(row, row.ETag, cancellationToken: ct);

        Assert.Equal(PersonKey.Of("chief"), await rerouting.ReplanAsync(followup, toWavesInForce: false, ct));

        Assert.Equal([("chief", "P42D", InvitationState.Scheduled)], await ManagersInvitationsAsync(weeks));
        Assert.Equal(["chief P42D"], await PlanAsync(weeks, followup));
    }

    private static async Task<IEnumerable<(string Manager, string Wave, InvitationState State)>> ManagersInvitationsAsync(Weeks weeks) =>
        from row in await weeks.InvitationsAsync()
        where row.Mailing.Audience == Audience.Manager
        select (NameOf(row.Mailing), row.Wave, row.State);

    /// <summary>Which managers are planned to be asked, in which waves.</summary>
    private static async Task<IEnumerable<string>> PlanAsync(Weeks weeks, FollowupKey followup)
    {
        var row = await weeks.Service<Tables>().Followups.FindAsync<FollowupRow>(
            followup.Partition, followup.Row, TestContext.Current.CancellationToken);
        return row!.Planned()
            .Where(planned => planned.Key.Audience == Audience.Manager)
            .Select(planned => $"{NameOf(planned.Key)} {planned.Wave}");
    }

    private static string NameOf(MailingKey mailing) => mailing.RecipientKey == PersonKey.Of("boss") ? "boss" : "chief";

    private static bool IsInvitationToChief(CaughtMail mail) =>
        mail.To == "chief@weeks.example" && !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal);

    /// <summary>What has become of the only invitation to a manager.</summary>
    private static async Task<(InvitationState State, string? Reason)> ManagersAsync(Weeks weeks)
    {
        var invitation = (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Manager);
        return (invitation.State, invitation.Reason);
    }

    private static async Task<IReadOnlyList<JsonElement>> WorklistAsync(Weeks weeks) =>
        [.. (await weeks.Fixture.SendAsync(HttpMethod.Get, "api/worklist")).Json.EnumerateArray()];
}
