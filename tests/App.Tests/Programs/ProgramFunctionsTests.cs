using System.Net;
using Azure.Data.Tables;
using Followup.Programs;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.Programs;

/// <summary>Over HTTP, kept in real tables.</summary>
public sealed class ProgramFunctionsTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ProgramStore Store => fixture.System.Services.GetRequiredService<ProgramStore>();

    [Fact]
    public async Task A_new_program_is_version_1_and_is_given_back_with_its_defaults()
    {
        var id = NewId();

        var put = await fixture.PutProgramAsync(id, Json("First wording"));

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal((id, 1), (put.Json.GetProperty("id").GetString(), put["version"]));
        Assert.Equal("P42D", put.Json.GetProperty("waves")[0].GetString());
        var got = await fixture.SendAsync(HttpMethod.Get, $"api/programs/{id}");
        Assert.Equal((HttpStatusCode.OK, put.Json.GetRawText()), (got.Status, got.Json.GetRawText()));
    }

    [Fact]
    public async Task A_changed_wording_is_the_next_version_and_the_old_one_stays()
    {
        var id = NewId();
        await fixture.PutProgramAsync(id, Json("First wording"));

        var changed = await fixture.PutProgramAsync(id, Json("Second wording"));

        Assert.Equal((HttpStatusCode.OK, 2), (changed.Status, changed["version"]));
        Assert.Equal("First wording", (await Store.FindAsync(id, 1, Ct))!.Definition.Title);
        Assert.Equal("Second wording", (await Store.FindAsync(id, 2, Ct))!.Definition.Title);
        Assert.Equal("Second wording", (await Store.FindAsync(id, Ct))!.Definition.Title);
    }

    [Fact]
    public async Task The_same_wording_again_writes_nothing()
    {
        var id = NewId();
        await fixture.PutProgramAsync(id, Json("First wording"));
        Assert.Equal(HttpStatusCode.OK, (await fixture.PutProgramAsync(id, Json("First wording"))).Status);
        await fixture.PutProgramAsync(id, Json("Second wording", ""","waves":["P6W"]"""));
        var before = await RowAsync(id);

        var again = await fixture.PutProgramAsync(id, Json("Second wording", ""","waves":["P42D"],"maxAge":"P1Y" """));

        Assert.Equal((HttpStatusCode.OK, 2), (again.Status, again["version"]));
        Assert.Equal(before.ETag, (await RowAsync(id)).ETag);
    }

    [Fact]
    public async Task Wordings_saved_at_once_each_get_a_version_of_their_own()
    {
        var id = NewId();

        var puts = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => fixture.PutProgramAsync(id, Json($"Wording {i}"))));

        Assert.Equal([1, 2, 3, 4, 5, 6], puts.Select(put => put["version"]).Order());
        foreach (var put in puts)
        {
            var stored = await Store.FindAsync(id, put["version"], Ct);
            Assert.Equal(put.Json.GetProperty("title").GetString(), stored!.Definition.Title);
        }
        Assert.Equal(6, (await Store.FindAsync(id, Ct))!.Version);
    }

    [Fact]
    public async Task An_alias_means_one_program_only()
    {
        var (first, second) = (NewId(), NewId());
        var alias = $"https://lms.example/Course/{first}";
        await fixture.PutProgramAsync(first, Json("First", $$""","aliases":["{{alias}}"]"""));

        var put = await fixture.PutProgramAsync(
            second, Json("Second", $$""","aliases":["urn:mine:{{second}}","{{alias.ToLowerInvariant()}}"]"""));

        Assert.Equal(HttpStatusCode.BadRequest, put.Status);
        var (field, reason) = Assert.Single(put.Errors);
        Assert.Equal("aliases[1]", field);
        Assert.Contains($"'{first}'", reason, StringComparison.Ordinal);
        Assert.Null(await Store.FindAsync(second, Ct));
    }

    [Fact]
    public async Task A_program_keeps_its_own_alias()
    {
        var id = NewId();
        var aliases = $$""","aliases":["urn:mine:{{id}}"]""";
        await fixture.PutProgramAsync(id, Json("First", aliases));

        Assert.Equal(HttpStatusCode.OK, (await fixture.PutProgramAsync(id, Json("Second", aliases))).Status);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("-first")]
    [InlineData("a_b")]
    [InlineData("a@1")]
    [InlineData("a%20b")]
    [InlineData("ab%0A")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg")] // 64 characters
    public async Task An_id_is_fit_for_keys(string id)
    {
        var put = await fixture.PutProgramAsync(id, Json("T"));

        Assert.Equal(HttpStatusCode.BadRequest, put.Status);
        Assert.Equal("id", Assert.Single(put.Errors).Field);
    }

    [Fact]
    public async Task What_is_no_JSON_is_refused_with_the_place()
    {
        var put = await fixture.PutProgramAsync(NewId(), "{ \"title\": \"T\",\n  outcomes }");

        Assert.Equal(HttpStatusCode.BadRequest, put.Status);
        var (field, reason) = Assert.Single(put.Errors);
        Assert.Equal("$", field);
        Assert.Contains("line 2, position 3", reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task All_faults_come_back_as_problem_details()
    {
        var put = await fixture.PutProgramAsync(NewId(), """{"outcomes":[{"id":"a"}],"titel":"T"}""");

        Assert.Equal((HttpStatusCode.BadRequest, 400), (put.Status, put["status"]));
        Assert.Equal(
            ["title", "outcomes[0].statement", "outcomes[0].targetFrequency", "titel"],
            put.Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task What_does_not_fit_a_table_column_is_refused()
    {
        var aliases = string.Join(',', Enumerable.Range(0, 400).Select(i => $"\"https://lms.example/{new string('c', 80)}/{i}\""));

        var put = await fixture.PutProgramAsync(NewId(), Json("T", $$""","aliases":[{{aliases}}]"""));

        Assert.Equal(HttpStatusCode.BadRequest, put.Status);
        Assert.Contains("32768", Assert.Single(put.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_programs_are_listed_in_their_wording_now()
    {
        var id = NewId();
        await fixture.PutProgramAsync(id, Json("First"));
        await fixture.PutProgramAsync(id, Json("Second"));

        var list = await fixture.SendAsync(HttpMethod.Get, "api/programs");

        var mine = Assert.Single(list.Json.EnumerateArray(), program => program.GetProperty("id").GetString() == id);
        Assert.Equal("Second", mine.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_program_nobody_declared_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.SendAsync(HttpMethod.Get, $"api/programs/{NewId()}")).Status);

    [Fact]
    public async Task Without_the_function_key_nothing_is_told()
    {
        using var response = await fixture.Http.GetAsync(new Uri("api/programs", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_program_that_asks_badly_is_saved_with_warnings_that_say_why()
    {
        var id = NewId();
        var put = await fixture.PutProgramAsync(
            id, """{"title":"T","outcomes":[{"id":"a","statement":"Always understands AI","targetFrequency":"often"}]}""");
        var got = await fixture.SendAsync(HttpMethod.Get, $"api/programs/{id}");

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.True(got.Json.GetProperty("completionDataOnly").GetBoolean());
        Assert.Equal(
            ["outcomes[0].indicator", "outcomes[0].statement", "outcomes[0].statement"],
            got.Json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("field").GetString()));
    }

    private static string NewId() => $"p-{Guid.NewGuid():n}";

    private static string Json(string title, string more = "") =>
        $$"""{"title":"{{title}}","outcomes":[{{IntakeCalls.Outcome}}]{{more}}}""";

    private async Task<TableEntity> RowAsync(string id) =>
        (await fixture.System.Services.GetRequiredService<Tables>().Programs.FindAsync<TableEntity>("program", id, Ct))!;
}
