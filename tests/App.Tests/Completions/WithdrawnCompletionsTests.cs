using System.Net;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Completions;

/// <summary>A completion is taken back, and put right: over HTTP, with real tables and the real queue.</summary>
public sealed class WithdrawnCompletionsTests(SystemFixture fixture)
{
    private const string Wrong = "2026-09-07", Right = "2026-09-02";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Tables Tables => fixture.System.Services.GetRequiredService<Tables>();

    [Fact]
    public async Task A_wrong_date_is_put_right_by_withdrawing_it_and_sending_it_anew()
    {
        var (program, learner) = (await NewProgramAsync(), (await fixture.NewPeopleAsync())[0]);
        await fixture.PostCompletionsAsync(On(program, learner, Wrong, "event-1"));
        await fixture.System.DrainAsync(Ct);

        var withdrawn = await fixture.WithdrawAsync(On(program, learner, Wrong));

        Assert.Equal((HttpStatusCode.OK, 1), (withdrawn.Status, withdrawn["withdrawn"]));
        // the correction may go by the same event
        Assert.Equal(["accepted"], (await fixture.PostCompletionsAsync(On(program, learner, Right, "event-1"))).Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        var rows = (await fixture.FollowupsAsync(program, learner)).OrderBy(row => row.RowKey).ToList();
        Assert.Equal([FollowupState.Scheduled, FollowupState.TakenBack], rows.ConvertAll(row => row.State));
        Assert.All(await InvitationsAsync(rows[1]), row => Assert.Equal(InvitationState.Withdrawn, row.State));
        Assert.All(await InvitationsAsync(rows[0]), row => Assert.NotEqual(InvitationState.Withdrawn, row.State));

        // once more, the same; and what was put right stays
        Assert.Equal(["withdrawn"], (await fixture.WithdrawAsync(On(program, learner, Wrong, "event-1"))).Verdicts("items"));
        Assert.Contains(await fixture.FollowupsAsync(program, learner), row => row.State == FollowupState.Scheduled);
    }

    [Fact]
    public async Task What_was_withdrawn_is_not_taken_in_again()
    {
        var (program, learner) = (await NewProgramAsync(), (await fixture.NewPeopleAsync())[0]);
        await fixture.PostCompletionsAsync(On(program, learner, Wrong, "event-1"));
        await fixture.WithdrawAsync(On(program, learner, Wrong));

        var again = await fixture.PostCompletionsAsync($"[{On(program, learner, Wrong, "event-1")},{On(program, learner, Wrong)}]");

        Assert.Equal(["duplicate", "duplicate"], again.Verdicts("items"));
        Assert.Contains("withdrawn on", again.Json.GetProperty("items")[0].GetProperty("reason").GetString()!, StringComparison.Ordinal);
        await fixture.System.DrainAsync(Ct);
        Assert.Equal(FollowupState.TakenBack, Assert.Single(await fixture.FollowupsAsync(program, learner)).State);
    }

    [Fact]
    public async Task A_voided_statement_is_taken_back_even_beside_itself()
    {
        var program = await NewProgramAsync();
        var people = await fixture.NewPeopleAsync(2);
        var (first, second) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        await fixture.PostCompletionsAsync(WithId(first, people[0]));

        var taken = await fixture.PostCompletionsAsync(
            $"[{Voiding(second)},{WithId(second, people[1])},{Voiding(first.ToUpperInvariant())},{Voiding(Guid.NewGuid().ToString())}]");

        Assert.Equal(["withdrawn", "accepted", "withdrawn", "rejected"], taken.Verdicts("items"));
        Assert.Equal(2, taken["withdrawn"]);
        var rejected = taken.Json.GetProperty("items")[3];
        Assert.Equal("object.id", rejected.GetProperty("field").GetString());
        foreach (var learner in people)
            Assert.Equal(FollowupState.TakenBack, Assert.Single(await fixture.FollowupsAsync(program, learner)).State);
        Assert.Equal(["withdrawn"], (await fixture.PostCompletionsAsync(Voiding(first))).Verdicts("items"));

        string WithId(string id, string learner) =>
            Statement(Account(learner), program, fixture.System.Clock.GetUtcNow())
                .Replace("{\"actor\":", $"{{\"id\":\"{id}\",\"actor\":", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_taken_in_is_not_found_and_who_is_not_known_is_named()
    {
        var (program, learner) = (await NewProgramAsync(), (await fixture.NewPeopleAsync())[0]);

        var answered = await fixture.WithdrawAsync($$"""
            [{{On(program, learner, Wrong)}},{{On("no-such", learner, Wrong)}},{{On(program, "no-such", Wrong)}},
             {"eventId":"{{Guid.NewGuid()}}"},{"eventId":7},"no object"]
            """);

        Assert.Equal(["notFound", "rejected", "rejected", "notFound", "rejected", "rejected"], answered.Verdicts("items"));
        Assert.Equal((0, 2, 4), (answered["withdrawn"], answered["notFound"], answered["rejected"]));
        Assert.Contains("'no-such'", answered.Json.GetProperty("items")[1].GetProperty("reason").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ended_because_of_it_goes_on()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1, more: ",\"waves\":[\"P42D\",\"P180D\"]");
        var first = weeks.Today;
        await weeks.AdvanceAsync(Period.FromDays(80));
        Assert.Equal(1, (await weeks.CompleteAsync(weeks.Today, "e1"))["accepted"]);
        Assert.All(await OfFirstAsync("P180D"), row => Assert.Equal(InvitationState.Withdrawn, row.State));

        var wrong = $$"""{"program":"{{weeks.Program}}","learner":"e1","completedAt":"{{weeks.Today}}"}""";
        await weeks.Fixture.SendAsync(HttpMethod.Delete, "api/completions", wrong, "application/json");
        await weeks.Fixture.System.DrainAsync(TestContext.Current.CancellationToken);

        Assert.All(await OfFirstAsync("P180D"), row => Assert.Equal(InvitationState.Scheduled, row.State));
        await weeks.AdvanceAsync(Period.FromDays(110));
        Assert.All(await OfFirstAsync("P180D"), row => Assert.NotNull(row.SentAt));

        async Task<IEnumerable<InvitationRow>> OfFirstAsync(string wave)
        {
            var rows = (await weeks.InvitationsAsync()).Where(row => row.Wave == wave && row.CompletedOn == first).ToList();
            Assert.Equal(2, rows.Count);
            return rows;
        }
    }

    [Fact]
    public async Task The_first_of_three_goes_on_when_both_later_ones_are_withdrawn_in_whichever_order()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1, more: ",\"waves\":[\"P42D\",\"P180D\"]");
        var first = weeks.Today;
        await weeks.AdvanceAsync(Period.FromDays(50));
        var second = weeks.Today;
        await weeks.CompleteAsync(second, "e1");
        await weeks.AdvanceAsync(Period.FromDays(50));
        await weeks.CompleteAsync(weeks.Today, "e1");

        foreach (var on in (string[])[second, weeks.Today])
            Assert.Equal(1, (await weeks.Fixture.WithdrawAsync(On(weeks.Program, "e1", on)))["withdrawn"]);
        await weeks.Fixture.System.DrainAsync(Ct);

        var rows = await weeks.InvitationsAsync();
        Assert.All(
            rows.Where(row => row.Wave == "P180D"),
            row => Assert.Equal(row.CompletedOn == first ? InvitationState.Scheduled : InvitationState.Withdrawn, row.State));
        Assert.Contains(rows, row => row.State == InvitationState.Scheduled);
    }

    [Fact]
    public async Task It_counts_nowhere_and_its_answers_are_gone()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await weeks.UntilDueAsync();
        await weeks.AnswerAllAsync();
        var fixture = weeks.Fixture;

        await fixture.WithdrawAsync(On(weeks.Program, "e1", weeks.CompletedOn));

        var ofBoth = await weeks.Service<Tables>().Responses.QueryAsync<ResponseRow>(cancellationToken: Ct).ToListAsync(Ct);
        Assert.NotEmpty(ofBoth);
        Assert.DoesNotContain(ofBoth, row => row.Followup.LearnerKey == PersonKey.Of("e1"));
        await fixture.System.DrainAsync(Ct);
        var month = ProgramMonth.Of(ofBoth[0].Followup);
        await weeks.Service<CountStore>().RecomputeAsync(month, Ct);
        var participation = await weeks.Service<CountStore>().ParticipationAsync(weeks.Program, Ct);
        var learners = participation.Of("P42D", Audience.Learner);
        Assert.Equal((1, 1), (learners[(int)FunnelStep.Completed], learners[(int)FunnelStep.Answered]));
        var mails = weeks.Mails.Count;
        await weeks.AdvanceAsync(NodaTime.Period.FromDays(20));
        Assert.Equal(mails, weeks.Mails.Count); // nobody is reminded about it
    }

    private Task<string> NewProgramAsync() => fixture.NewProgramAsync(""","maxAge":"P2Y","waves":["P1Y"]""");

    private async Task<IReadOnlyList<InvitationRow>> InvitationsAsync(FollowupRow followup)
    {
        List<InvitationRow> found = [];
        foreach (var row in followup.Planned().Select(planned => planned.ToRow(followup)))
            found.Add((await Tables.Invitations.FindAsync<InvitationRow>(row.PartitionKey, row.RowKey, Ct))!);
        Assert.NotEmpty(found);
        return found;
    }
}
