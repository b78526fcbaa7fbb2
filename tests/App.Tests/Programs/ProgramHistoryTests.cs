using System.Net;
using Followup.Programs;
using Microsoft.Extensions.DependencyInjection;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Programs;

/// <summary>What may be said anew of a program that people completed: over HTTP, kept in real tables.</summary>
public sealed class ProgramHistoryTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ProgramStore Store => fixture.System.Services.GetRequiredService<ProgramStore>();

    private string Today => fixture.System.Clock.GetUtcNow().ToString("yyyy-MM-dd", null);

    /// <summary>
    /// Wordings, each its outcomes as <c>id=statement</c> after commas; at <c>!</c> somebody completes the program; the last is tried.
    /// </summary>
    [Theory]
    [InlineData("a=Old; a=New", null)] // a draft
    [InlineData("a=Old; a=New; !; a=New", null)] // mended as a draft, and sent again
    [InlineData("a=Old; a=New; !; a=New, b=Other", null)] // what is as it was asked is no change
    [InlineData("a=Old; a=New; !; a=Old", "outcomes[0].statement: 'Old' is not what 'a' was asked as: 'New' (version 2)")]
    [InlineData("a=Old; !; a=New", "outcomes[0].statement: 'New' is not what 'a' was asked as: 'Old' (version 1)")]
    [InlineData("a=Old; !; a=old", "outcomes[0].statement: 'old' is not what 'a' was asked as: 'Old' (version 1)")]
    [InlineData("a=Old; !; a2=New", null)] // an id of its own
    [InlineData("a=Old; !; b=Other, a=Old", null)] // another place is no other statement
    [InlineData(@"a=Says it plainly; !; a= Says  it\nplainly\u200b ", null)] // folded to one line, as the page shows it
    [InlineData("a=Old; !; b=Other; a=Old, b=Other", null)] // dropped, and back as it was
    [InlineData("a=Old; !; b=Other; b=Other, a=New", "outcomes[1].statement: 'New' is not what 'a' was asked as: 'Old' (version 1)")]
    [InlineData("a=Old; !; ; a=New", "outcomes[0].statement: 'New' is not what 'a' was asked as: 'Old' (version 1)")] // none in between
    [InlineData("a=Old, b=Other; !; a=New, b=Else", "outcomes[1].statement: 'Else' is not what 'b' was asked as: 'Other' (version 1)")]
    public async Task A_new_statement_needs_an_id_of_its_own_once_somebody_completed_the_program(string wordings, string? refusal)
    {
        var id = NewId();
        Answered? put = null;
        foreach (var wording in wordings.Split(';', StringSplitOptions.TrimEntries))
        {
            if (wording == "!") await CompleteAsync(id);
            else put = await PutAsync(id, OutcomesOf(wording));
        }

        Assert.Equal(refusal is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, put!.Status);
        if (refusal is null) return;
        Assert.Contains(put.Errors, error => $"{error.Field}: {error.Reason}".StartsWith(refusal, StringComparison.Ordinal));
        Assert.All(put.Errors, error => Assert.EndsWith("give the new wording an id of its own.", error.Reason, StringComparison.Ordinal));
        Assert.Equal(wordings.Count(one => one == ';') - 1, (await Store.FindAsync(id, Ct))!.Version); // none for the one that is tried
    }

    [Fact]
    public async Task A_translation_may_be_mended_at_any_time()
    {
        var id = NewId();
        await PutAsync(id, OutcomesOf("a=Does it"), Translated("Tut es"));
        await CompleteAsync(id);

        var put = await PutAsync(id, OutcomesOf("a=Does it"), Translated("Macht es"));

        Assert.Equal((HttpStatusCode.OK, 2), (put.Status, put["version"]));
        Assert.Equal((await Store.FindAsync(id, 1, Ct))!.Definition.WordingId, (await Store.FindAsync(id, 2, Ct))!.Definition.WordingId);

        static string Translated(string statement) => $$""","translations":{"de":{"title":"T","statements":{"a":"{{statement}}"} } }""";
    }

    [Theory]
    [InlineData(true, "often", "often", "", null)]
    [InlineData(false, "often", "sometimes", "", null)] // a draft
    [InlineData(true, "often", "almost-always", "", "outcomes[0].targetFrequency: From 'often' to 'almost-always': figures of before")]
    [InlineData(true, "often", "often", ""","groupedBy":"role" """, "groupedBy: From 'department' to 'role': this holds for answers")]
    [InlineData(false, "often", "often", ""","groupedBy":"role" """, null)] // chosen before anybody is asked
    public async Task A_change_that_begins_a_new_series_is_saved_with_a_warning(
        bool isCompleted, string before, string after, string more, string? warning)
    {
        var id = NewId();
        await PutAsync(id, OutcomesOf("a=Does it", before));
        if (isCompleted) await CompleteAsync(id);

        var put = await PutAsync(id, OutcomesOf("a=Does it", after), more);

        Assert.Equal(HttpStatusCode.OK, put.Status);
        var warned = put.Json.GetProperty("warnings").EnumerateArray()
            .Select(one => $"{one.GetProperty("field").GetString()}: {one.GetProperty("reason").GetString()}")
            .ToList();
        if (warning is null) Assert.Empty(warned);
        else Assert.StartsWith(warning, Assert.Single(warned), StringComparison.Ordinal);
        if (before != after && isCompleted) Assert.Contains($"\"target changed on {Today}\"", warned[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_statements_that_come_at_once_under_one_id_the_first_stands()
    {
        var id = NewId();
        await PutAsync(id, OutcomesOf("a=Does it"));
        await CompleteAsync(id);

        var puts = await Task.WhenAll(
            Enumerable.Range(1, 4).Select(i => PutAsync(id, OutcomesOf($"a=Does it, b=Statement {i}"))));

        Assert.Single(puts, put => put.Status == HttpStatusCode.OK);
        var refused = puts.Where(put => put.Status != HttpStatusCode.OK).ToList();
        Assert.All(refused, put => Assert.Equal("outcomes[1].statement", Assert.Single(put.Errors).Field));
        Assert.Equal(2, (await Store.FindAsync(id, Ct))!.Version);
    }

    [Fact]
    public async Task What_is_looked_at_before_saving_is_looked_at_again_where_somebody_saves_in_between()
    {
        var id = NewId();
        await Store.SaveAsync(id, new("First", []), Ct);
        List<int> looks = [];

        var saved = await Store.SaveAsync(
            id,
            new("Third", []),
            async (earlier, ct) =>
            {
                looks.Add(earlier.Count);
                if (looks.Count == 1) await Store.SaveAsync(id, new("Second", []), ct);
                return [];
            },
            Ct);

        Assert.Equal((3, true), (saved.Program!.Version, saved.Changed));
        Assert.Equal([1, 2], looks);
        Assert.Equal(["First", "Second"], saved.Earlier.Select(program => program.Definition.Title));
    }

    [Fact]
    public async Task All_wordings_are_read_in_their_order_with_the_day_since_when_they_hold()
    {
        var id = NewId();
        // a neighbor in the order of keys
        await Store.SaveAsync($"{id}0", new("Another", []), Ct);
        foreach (var i in Enumerable.Range(1, 11)) await Store.SaveAsync(id, new($"Wording {i}", []), Ct);

        var versions = await Store.VersionsAsync(id, Ct);

        Assert.Equal(Enumerable.Range(1, 11), versions.Select(program => program.Version));
        Assert.Equal(Enumerable.Range(1, 11).Select(i => $"Wording {i}"), versions.Select(program => program.Definition.Title));
        Assert.All(versions, program => Assert.Equal((id, Today), (program.Id, program.SavedAt!.Value.ToString("yyyy-MM-dd", null))));
        Assert.Equal(versions[^1].SavedAt, (await Store.FindAsync(id, Ct))!.SavedAt);
        Assert.Empty(await Store.VersionsAsync(NewId(), Ct));
    }

    private async Task CompleteAsync(string id)
    {
        await fixture.PostCompletionsAsync(On(id, (await fixture.NewPeopleAsync())[0], Today));
        await fixture.System.DrainAsync(Ct);
    }

    private Task<Answered> PutAsync(string id, string outcomes, string more = "") =>
        fixture.PutProgramAsync(id, $$"""{"title":"A program","outcomes":[{{outcomes}}]{{more}}}""");

    private static string OutcomesOf(string wording, string target = "often")
    {
        var outcomes =
            from outcome in wording.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            let parts = outcome.Split('=', 2)
            select $$"""{"id":"{{parts[0]}}","statement":"{{parts[1]}}","indicator":"One sees it","targetFrequency":"{{target}}"}""";
        return string.Join(',', outcomes);
    }

    private static string NewId() => $"p-{Guid.NewGuid():n}";
}
