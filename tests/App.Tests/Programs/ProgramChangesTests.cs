using System.Net;
using Azure.Data.Tables;
using Followup.Programs;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Programs;

/// <summary>Programs change while follow-ups wait and learning systems go on reporting: over HTTP, kept in real tables.</summary>
public sealed class ProgramChangesTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ProgramStore Store => fixture.System.Services.GetRequiredService<ProgramStore>();

    private string Today => LocalDate(0);

    [Fact]
    public async Task A_retired_program_keeps_its_history_and_can_be_revived()
    {
        var id = await fixture.NewProgramAsync();

        var retired = await DeleteAsync(id);
        var again = await DeleteAsync(id);

        Assert.Equal((HttpStatusCode.OK, 2, "retired"), (retired.Status, retired["version"], StatusOf(retired)));
        Assert.Equal((HttpStatusCode.OK, retired.Json.GetRawText()), (again.Status, again.Json.GetRawText()));
        Assert.Equal(ProgramStatus.Active, (await Store.FindAsync(id, 1, Ct))!.Definition.Status);
        Assert.Equal("The program is retired.", (await Store.FindAsync(id, Ct))!.Definition.NobodyIsAsked);
        var revived = await fixture.PutProgramAsync(id, Json());
        Assert.Equal((HttpStatusCode.OK, 3, "active"), (revived.Status, revived["version"], StatusOf(revived)));
    }

    [Fact]
    public async Task A_program_nobody_declared_cannot_be_retired() =>
        Assert.Equal(HttpStatusCode.NotFound, (await DeleteAsync($"p-{Guid.NewGuid():n}")).Status);

    [Fact]
    public async Task Our_own_answer_may_be_sent_back_and_says_nothing_new()
    {
        var id = await fixture.NewProgramAsync(""","status":"paused","repeatAfter":"P90D","groupedBy":"role","fewestHeard":0.5 """);
        var got = await fixture.SendAsync(HttpMethod.Get, $"api/programs/{id}");
        Assert.Equal(("paused", "P90D"), (StatusOf(got), got.Json.GetProperty("repeatAfter").GetString()));
        Assert.Equal(("role", 0.5), (got.Json.GetProperty("groupedBy").GetString(), got.Json.GetProperty("fewestHeard").GetDouble()));
        Assert.False(got.Json.GetProperty("agreement").GetBoolean() || got.Json.GetProperty("atLeastHalf").GetBoolean());

        var put = await fixture.PutProgramAsync(id, got.Json.GetRawText());
        var once = await fixture.PutProgramAsync(id, put.Json.GetRawText()); // with what waits

        Assert.Equal((HttpStatusCode.OK, 1, 1), (put.Status, put["version"], once["version"]));
    }

    [Theory]
    [InlineData("", ",\"waves\":[\"P90D\"]", "in the waves planned when they completed; ?replan=true")]
    [InlineData("?replan=false", "", "in the waves planned when they completed")]
    [InlineData("?replan=true", ",\"waves\":[\"P90D\"]", "these 2 are being moved to the new waves")]
    [InlineData("", ",\"status\":\"retired\"", "they end as their day comes, because the program is retired.")]
    [InlineData("?replan=true", ",\"status\":\"paused\"", "because the program is paused.")]
    [InlineData("", "data only", "because the program is completion data only: it names no behavior, or not how one would know.")]
    public async Task The_answer_says_how_many_follow_ups_wait_and_what_happens_to_them(string query, string more, string says)
    {
        var id = await fixture.NewProgramAsync(""","waves":["P42D","P180D"]""");
        foreach (var learner in await fixture.NewPeopleAsync(2)) await fixture.PostCompletionsAsync(On(id, learner, Today));
        await fixture.System.DrainAsync(Ct);

        var json = more == "data only" ? """{"title":"T"}""" : Json(more);
        var put = await fixture.SendAsync(HttpMethod.Put, $"api/programs/{id}{query}", json, "application/json");

        var waiting = put.Json.GetProperty("waiting");
        Assert.Equal(2, waiting.GetProperty("followups").GetInt32());
        Assert.Contains(says, waiting.GetProperty("what").GetString()!, StringComparison.Ordinal);
        await fixture.System.DrainAsync(Ct);
        Assert.All(fixture.System.QueueCounts(), queue => Assert.True(queue.Queue != "completions" || queue.Active == 0));
    }

    [Fact]
    public async Task Of_a_program_about_which_nobody_waits_the_answer_says_so()
    {
        var id = await fixture.NewProgramAsync();

        var waiting = (await fixture.PutProgramAsync(id, Json())).Json.GetProperty("waiting");

        Assert.Equal(
            (0, "No follow-up of the program waits."),
            (waiting.GetProperty("followups").GetInt32(), waiting.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task Whether_to_plan_anew_is_yes_or_no()
    {
        var put = await fixture.SendAsync(HttpMethod.Put, $"api/programs/p-{Guid.NewGuid():n}?replan=yes", Json(), "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, put.Status);
        Assert.Equal(("replan", "'yes' is neither true nor false."), Assert.Single(put.Errors));
    }

    [Fact]
    public async Task Who_drops_an_alias_that_is_still_used_is_told_its_name()
    {
        var (used, unused) = ($"AI {Guid.NewGuid():n}", $"AI-{Guid.NewGuid():n}");
        var id = await fixture.NewProgramAsync($$""","aliases":["{{used}}","{{unused}}"]""");
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(
            $"[{On(used.ToUpperInvariant(), learner, Today)},{On(unused, "nobody", Today)},{On(id, learner, Today)}]");

        var without = await fixture.PutProgramAsync(id, Json());
        var still = await fixture.PutProgramAsync(id, Json($$""","aliases":["{{unused}}"]"""));
        var with = await fixture.PutProgramAsync(id, Json($$""","aliases":["{{used}}"]"""));

        foreach (var warned in (Answered[])[without, still])
        {
            var (field, reason) = Assert.Single(WarningsOf(warned));
            Assert.Equal("aliases", field);
            Assert.Contains($"'{used.ToUpperInvariant()}'", reason, StringComparison.Ordinal);
        }
        Assert.Empty(WarningsOf(with));
        // kept beside the programs, and none of them
        Assert.DoesNotContain(await Store.AllAsync(Ct), program => program.Id.Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alias_that_was_used_long_ago_is_dropped_without_a_word()
    {
        var alias = $"AI {Guid.NewGuid():n}";
        var id = await fixture.NewProgramAsync($$""","aliases":["{{alias}}"]""");
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(On(alias, learner, Today));
        var programs = fixture.System.Services.GetRequiredService<Tables>().Programs;
        var row = await programs.QueryAsync<TableEntity>(row => row.PartitionKey == "alias", cancellationToken: Ct)
            .SingleAsync(row => row.GetString("Alias") == alias, Ct);
        Assert.Equal((id, Today), (row.GetString("Program"), row.GetString("LastOn")));
        row["LastOn"] = LocalDate(-91);
        await programs.UpdateEntityAsync(row, row.ETag, cancellationToken: Ct);

        Assert.Empty(WarningsOf(await fixture.PutProgramAsync(id, Json())));
    }

    [Fact]
    public async Task A_name_means_one_program_as_an_alias_and_as_an_id()
    {
        var (first, second) = (await fixture.NewProgramAsync(), $"p-{Guid.NewGuid():n}");
        await fixture.PutProgramAsync(first, Json($$""","aliases":["{{second}}"]"""));

        var named = await fixture.PutProgramAsync(second, Json());
        var aliased = await fixture.PutProgramAsync($"p-{Guid.NewGuid():n}", Json($$""","aliases":["{{first.ToUpperInvariant()}}"]"""));

        Assert.Equal("id", Assert.Single(named.Errors).Field);
        Assert.Equal("aliases[0]", Assert.Single(aliased.Errors).Field);
    }

    private Task<Answered> DeleteAsync(string id) => fixture.SendAsync(HttpMethod.Delete, $"api/programs/{id}");

    private string LocalDate(int days) => fixture.System.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", null);

    private static string Json(string more = "") => $$"""{"title":"A program","outcomes":[{{IntakeCalls.Outcome}}]{{more}}}""";

    private static string? StatusOf(Answered answered) => answered.Json.GetProperty("status").GetString();

    private static IEnumerable<(string? Field, string Reason)> WarningsOf(Answered answered) =>
        answered.Json.GetProperty("warnings").EnumerateArray()
            .Select(warning => (warning.GetProperty("field").GetString(), warning.GetProperty("reason").GetString()!));
}
