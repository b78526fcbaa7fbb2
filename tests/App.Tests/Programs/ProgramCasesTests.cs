using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Programs;

/// <summary>Inputs that came from public bug reports, in <c>../shared/data/cases/programs</c>, with what is right.</summary>
public sealed class ProgramCasesTests(SystemFixture fixture)
{
    [Fact]
    public async Task A_course_code_is_a_name_like_any_other()
    {
        var put = await PutCaseAsync("course-code-alias.json", $"p-{Guid.NewGuid():n}");

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal(["AI_101", "CRS 0001", "991"], put.Json.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()));
    }

    [Fact]
    public async Task A_PUT_without_aliases_warns_of_those_that_are_still_used()
    {
        var alias = $"https://lms.example/course/{Guid.NewGuid()}";
        var id = await fixture.NewProgramAsync($$""","aliases":["{{alias}}"]""");
        var day = fixture.System.Clock.GetUtcNow().ToString("yyyy-MM-dd", null);
        await fixture.PostCompletionsAsync(On(alias, (await fixture.NewPeopleAsync())[0], day));

        var put = await PutCaseAsync("put-without-aliases.json", id);

        Assert.Equal(HttpStatusCode.OK, put.Status);
        var warning = Assert.Single(
            put.Json.GetProperty("warnings").EnumerateArray(), one => one.GetProperty("field").GetString() == "aliases");
        Assert.Contains(alias, warning.GetProperty("reason").GetString()!, StringComparison.Ordinal);
    }

    // folded, not refused: whoever pasted a title of two lines means one
    [Fact]
    public async Task A_title_of_two_lines_is_folded_into_one() => Assert.Equal(
        "Evaluating AI output",
        (await PutCaseAsync("program-newline-title.json", $"p-{Guid.NewGuid():n}")).Json.GetProperty("title").GetString());

    [Fact]
    public async Task Who_takes_the_outcomes_away_is_told_that_what_waits_will_end()
    {
        var id = await fixture.NewProgramAsync();
        var day = fixture.System.Clock.GetUtcNow().ToString("yyyy-MM-dd", null);
        await fixture.PostCompletionsAsync(On(id, (await fixture.NewPeopleAsync())[0], day));
        await fixture.System.DrainAsync(TestContext.Current.CancellationToken);

        var put = await PutCaseAsync("program-retired.json", id);

        var waiting = put.Json.GetProperty("waiting");
        Assert.Equal(1, waiting.GetProperty("followups").GetInt32());
        Assert.StartsWith("Nobody is asked about them: they end", waiting.GetProperty("what").GetString(), StringComparison.Ordinal);
    }

    private Task<Answered> PutCaseAsync(string file, string id)
    {
        var path = Repository.File("..", "shared", "data", "cases", "programs", file);
        Assert.SkipUnless(File.Exists(path), "The cases are not beside this repository, in ../shared/data/cases/programs.");
        return fixture.PutProgramAsync(id, JsonNode.Parse(File.ReadAllText(path, Encoding.UTF8))!.ToJsonString());
    }
}
