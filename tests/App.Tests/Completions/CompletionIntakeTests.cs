using System.Net;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Completions;

/// <summary>Over HTTP, with real tables and the real queue. Every test has a program and people of its own.</summary>
public sealed class CompletionIntakeTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => fixture.System.Clock.GetUtcNow();

    [Fact]
    public async Task A_completion_becomes_a_follow_up_that_is_scheduled()
    {
        var (program, learner) = (await fixture.NewProgramAsync(), (await fixture.NewPeopleAsync())[0]);

        var taken = await fixture.PostCompletionsAsync(Own(program, learner, Now.AddHours(-1), source: "lms"));

        Assert.Equal((HttpStatusCode.Accepted, 1, 0, 0), (taken.Status, taken["accepted"], taken["duplicate"], taken["rejected"]));
        await fixture.System.DrainAsync(Ct);
        var row = Assert.Single(await fixture.FollowupsAsync(program, learner));
        Assert.Equal((FollowupState.Scheduled, "lms", "Claims", "Clerk"), (row.State, row.Source, row.Department, row.Role));
        // the manager is nobody we know, so far
        Assert.Null(row.ManagerKey);
        Assert.Single(row.Planned());
    }

    [Fact]
    public async Task A_verdict_about_a_row_of_a_file_names_its_line()
    {
        var (program, learner) = (await fixture.NewProgramAsync(), (await fixture.NewPeopleAsync())[0]);

        var taken = await fixture.ImportCompletionsAsync(
            $"program,learner,completedAt\n\n{program},{learner},2026-10-05\n{program},nobody,2026-10-05\n");

        var lines = taken.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("line").GetInt32());
        Assert.Equal([3, 4], lines);
        Assert.Equal(["accepted", "rejected"], taken.Verdicts("items"));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-10-06", "2026-10-05T15:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-10-05", "2026-10-05T15:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-10-05", "2026-10-05")] // a plain date is that day there
    [InlineData("America/Los_Angeles", "2026-10-05", "2026-10-05")]
    public async Task The_day_is_the_learners_own(string zone, string day, string sent)
    {
        var program = await fixture.NewProgramAsync(""","maxAge":"P2Y" """);
        var learner = (await fixture.NewPeopleAsync(zone: zone))[0];

        await fixture.PostCompletionsAsync($$"""{"program":"{{program}}","learner":"{{learner}}","completedAt":"{{sent}}"}""");

        var rowKey = $"{PersonKey.Of(learner)}|{day.Replace("-", "", StringComparison.Ordinal)}";
        var followups = fixture.System.Services.GetRequiredService<Tables>().Followups;
        var row = await followups.FindAsync<FollowupRow>($"{program}|2026-10", rowKey, Ct);
        var completedAt = row!.CompletedAt.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone]);
        Assert.Equal(day, LocalDateText.Iso(completedAt.Date));
    }

    [Fact]
    public async Task Program_and_learner_may_go_by_their_other_names()
    {
        var alias = $"https://lms.example/course/{Guid.NewGuid()}";
        var program = await fixture.NewProgramAsync($$""","aliases":["{{alias}}"]""");
        var people = await fixture.NewPeopleAsync(3);

        var taken = await fixture.PostCompletionsAsync($"""
            [{Own(alias.ToUpperInvariant(), $"{people[0]}@followup.example", Now)},
             {Statement(Mbox($"{people[1]}@followup.example"), alias, Now)},
             {Statement(Account(people[2]), program, Now)}]
            """);

        Assert.Equal(["accepted", "accepted", "accepted"], taken.Verdicts("items"));
        foreach (var learner in people) Assert.Single(await fixture.FollowupsAsync(program, learner));
    }

    [Fact]
    public async Task A_batch_with_bad_items_still_takes_the_good()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        var left = (await fixture.NewPeopleAsync(active: "false"))[0];

        var taken = await fixture.PostCompletionsAsync($$"""
            [{{Own("no-such-program", learner, Now)}},
             {{Own(program, "nobody", Now)}},
             {{Own(program, left, Now)}},
             {{Own(program, learner, Now.AddHours(25))}},
             {"program":"{{program}}","learner":"{{learner}}","completedAt":"2026-10-05T10:00:00"},
             "no object",
             {"program":"\ud800","learner":"{{learner}}","completedAt":"2026-10-05"},
             {"program":"{{program}}","learner":"{{learner}}","completedAt":"0001-01-01"},
             {{Statement(Openid, program, Now)}},
             {{Own(program, learner, Now.AddHours(1))}}]
            """);

        Assert.Equal((HttpStatusCode.Accepted, 1, 0, 9), (taken.Status, taken["accepted"], taken["duplicate"], taken["rejected"]));
        var items = taken.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 10), items.Select(item => item.GetProperty("index").GetInt32()));
        Assert.Equal(
            ["program", "learner", "learner", "completedAt", "completedAt", "$", "$", "completedAt", "actor.openid"],
            items.Take(9).Select(item => item.GetProperty("field").GetString()));
        Assert.All(items.Take(9), item => Assert.EndsWith(".", item.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.Equal("accepted", items[9].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_file_of_completions_is_taken_in_the_same_way()
    {
        var program = await fixture.NewProgramAsync();
        var people = await fixture.NewPeopleAsync(2);
        var csv = $"learner;program;completedAt;source;eventId\r\n{people[0]};{program};{Iso(Now)};lms;1\r\n"
            + $"{people[1]};{program};05.01.2026;lms;2\r\n";

        var taken = await fixture.ImportCompletionsAsync(csv);

        Assert.Equal((HttpStatusCode.Accepted, 1, 1), (taken.Status, taken["accepted"], taken["rejected"]));
        Assert.Equal("completedAt", taken.Json.GetProperty("items")[1].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("api/completions", "application/json", "program,learner")]
    [InlineData("api/completions", "application/json", "")]
    [InlineData("api/completions/import", "text/csv", "")]
    [InlineData("api/completions/import", "text/csv", "program,learner,completedOn\np,e,2026-01-05\n")]
    public async Task A_body_that_cannot_be_read_is_refused_whole(string path, string type, string body)
    {
        var refused = await fixture.SendAsync(HttpMethod.Post, path, body, type);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotEmpty(refused.Errors);
    }

    [Fact]
    public async Task More_than_ten_thousand_at_once_are_refused_whole()
    {
        var json = $"[{string.Join(',', Enumerable.Repeat("{}", 10_001))}]";
        var csv = $"program,learner,completedAt\n{string.Concat(Enumerable.Repeat("p,e,2026-01-05\n", 10_001))}";

        foreach (var refused in (Answered[])[await fixture.PostCompletionsAsync(json), await fixture.ImportCompletionsAsync(csv)])
            Assert.Contains("several requests", Assert.Single(refused.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_completions_are_no_fault() => Assert.Equal(0, (await fixture.PostCompletionsAsync("[]"))["accepted"]);

    [Fact]
    public async Task A_long_source_is_cut()
    {
        var (program, learner) = (await fixture.NewProgramAsync(), (await fixture.NewPeopleAsync())[0]);

        await fixture.PostCompletionsAsync(Own(program, learner, Now, source: new string('s', 100)));

        Assert.Equal(new string('s', 64), Assert.Single(await fixture.FollowupsAsync(program, learner)).Source);
    }
}
