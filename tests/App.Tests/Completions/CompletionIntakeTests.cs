using System.Globalization;
using System.Net;
using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Tests.Completions;

/// <summary>Over HTTP, with real tables and the real queue. Every test has a program and people of its own.</summary>
public sealed class CompletionIntakeTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => fixture.System.Clock.GetUtcNow();

    private Tables Tables => fixture.System.Services.GetRequiredService<Tables>();

    [Fact]
    public async Task A_completion_becomes_a_follow_up_that_is_scheduled()
    {
        var (program, learner) = (await fixture.NewProgramAsync(), (await fixture.NewPeopleAsync())[0]);

        var taken = await fixture.PostCompletionsAsync(Own(program, learner, Now.AddHours(-1), source: "lms"));

        Assert.Equal((HttpStatusCode.Accepted, 1, 0, 0), (taken.Status, taken["accepted"], taken["duplicate"], taken["rejected"]));
        await fixture.System.DrainAsync(Ct);
        var row = Assert.Single(await FollowupsAsync(program, learner));
        Assert.Equal((FollowupState.Scheduled, "lms", "Claims", "Clerk"), (row.State, row.Source, row.Department, row.Role));
        Assert.Equal(PersonKey.Of($"m-{learner}"), row.ManagerKey);
        Assert.Single(row.Planned()); // the manager is nobody we know
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-10-06", "2026-10-05T15:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-10-05", "2026-10-05T15:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-10-05", "2026-10-05")] // a plain date is that day there
    [InlineData("America/Los_Angeles", "2026-10-05", "2026-10-05")]
    public async Task The_day_is_the_learners_own(string zone, string day, string completedAt)
    {
        var (program, learner) = (await fixture.NewProgramAsync(""","maxAge":"P2Y" """), (await fixture.NewPeopleAsync(zone: zone))[0]);

        await fixture.PostCompletionsAsync($$"""{"program":"{{program}}","learner":"{{learner}}","completedAt":"{{completedAt}}"}""");

        var row = await Tables.Followups.FindAsync<FollowupRow>(
            $"{program}|2026-10", $"{PersonKey.Of(learner)}|{day.Replace("-", "", StringComparison.Ordinal)}", Ct);
        Assert.Equal(day, LocalDateText.Iso(row!.CompletedAt.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone]).Date));
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
        foreach (var learner in people) Assert.Single(await FollowupsAsync(program, learner));
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
    public async Task The_same_completions_again_are_duplicates_and_nothing_more_is_scheduled()
    {
        var program = await fixture.NewProgramAsync();
        var people = await fixture.NewPeopleAsync(2);
        var batch = $"[{Own(program, people[0], Now)},{Own(program, people[1], Now)},{Own(program, people[0], Now)}]";

        Assert.Equal(["accepted", "accepted", "duplicate"], (await fixture.PostCompletionsAsync(batch)).Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        var before = await FollowupsAsync(program, people[0]);

        Assert.Equal(["duplicate", "duplicate", "duplicate"], (await fixture.PostCompletionsAsync(batch)).Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        Assert.Equal(Assert.Single(before).ETag, Assert.Single(await FollowupsAsync(program, people[0])).ETag);
    }

    [Fact]
    public async Task While_a_follow_up_is_open_another_days_completion_is_a_duplicate()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-45)));

        var again = await fixture.PostCompletionsAsync(Own(program, learner, Now));

        Assert.Equal(["duplicate"], again.Verdicts("items"));
        Assert.Single(await FollowupsAsync(program, learner));
    }

    [Fact]
    public async Task Once_a_follow_up_is_over_the_next_completion_counts()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-400))); // too old to ask about
        await fixture.System.DrainAsync(Ct);

        var next = await fixture.PostCompletionsAsync(Own(program, learner, Now));

        Assert.Equal(["accepted"], next.Verdicts("items"));
        Assert.Equal(2, (await FollowupsAsync(program, learner)).Count);
    }

    [Fact]
    public async Task In_a_history_sent_whole_the_completion_that_can_be_asked_about_counts()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];

        var taken = await fixture.PostCompletionsAsync(
            $"[{Own(program, learner, Now.AddDays(-700))},{Own(program, learner, Now)},{Own(program, learner, Now.AddDays(-1))}]");

        Assert.Equal(["accepted", "accepted", "duplicate"], taken.Verdicts("items"));
    }

    [Fact]
    public async Task A_follow_up_that_was_asked_late_is_open_too()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-130)));
        await fixture.System.DrainAsync(Ct);

        Assert.Equal(["duplicate"], (await fixture.PostCompletionsAsync(Own(program, learner, Now))).Verdicts("items"));
    }

    [Fact]
    public async Task Another_program_of_the_same_learner_is_another_follow_up()
    {
        var (one, two) = (await fixture.NewProgramAsync(), await fixture.NewProgramAsync());
        var learner = (await fixture.NewPeopleAsync())[0];

        var taken = await fixture.PostCompletionsAsync($"[{Own(one, learner, Now)},{Own(two, learner, Now)}]");

        Assert.Equal(["accepted", "accepted"], taken.Verdicts("items"));
    }

    [Fact]
    public async Task Of_posts_at_once_one_is_accepted()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        var completion = Own(program, learner, Now);

        var posts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => fixture.PostCompletionsAsync(completion)));

        Assert.Equal((1, 5), (posts.Sum(post => post["accepted"]), posts.Sum(post => post["duplicate"])));
        Assert.Single(await FollowupsAsync(program, learner));
    }

    [Fact]
    public async Task Of_posts_at_once_about_different_days_one_is_accepted()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];

        var posts = await Task.WhenAll(Enumerable.Range(0, 6).Select(days => fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-days)))));

        Assert.Equal((1, 5), (posts.Sum(post => post["accepted"]), posts.Sum(post => post["duplicate"])));
        await fixture.System.DrainAsync(Ct);
        Assert.Single(await FollowupsAsync(program, learner));
    }

    [Fact]
    public async Task What_a_crash_left_unscheduled_is_scheduled_when_it_is_sent_again()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        var today = Now.ToInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date;
        var key = new FollowupKey(program, PersonKey.Of(learner), today);
        // the row was written, its message never sent
        await Tables.Followups.AddEntityAsync(
            new FollowupRow { PartitionKey = key.Partition, RowKey = key.Row, CompletedAt = Now, ReceivedAt = Now, OpenUntil = Now.AddDays(63) }, Ct);

        var again = await fixture.PostCompletionsAsync(Own(program, learner, Now));

        Assert.Equal(["duplicate"], again.Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        Assert.Equal(FollowupState.Scheduled, Assert.Single(await FollowupsAsync(program, learner)).State);
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

        Assert.Equal(new string('s', 64), Assert.Single(await FollowupsAsync(program, learner)).Source);
    }

    [Fact]
    public void The_message_holds_keys_only_and_reads_as_it_always_did()
    {
        var message = CompletionReceived.Encode(new("ai-eval", "03f49c0e7e0ff0e7b4c4", new(2026, 1, 5)));

        Assert.Equal(("completion/1", "ai-eval|2026-01|03f49c0e7e0ff0e7b4c4|20260105"), (message.Subject, message.MessageId));
        Assert.Equal("""{"program":"ai-eval","learner":"03f49c0e7e0ff0e7b4c4","completedOn":"2026-01-05"}""", message.Body.ToString());
        Assert.Equal(
            new("ai-eval", "03f49c0e7e0ff0e7b4c4", new(2026, 1, 5)),
            CompletionReceived.Decode(ServiceBusModelFactory.ServiceBusReceivedMessage(body: message.Body, subject: "completion/1")).Key);
        var unknown = ServiceBusModelFactory.ServiceBusReceivedMessage(body: message.Body, subject: "completion/2");
        Assert.Throws<FormatException>(() => CompletionReceived.Decode(unknown));
    }

    private static string Own(string program, string learner, DateTimeOffset at, string? source = null) =>
        $$"""{"program":"{{program}}","learner":"{{learner}}","completedAt":"{{Iso(at)}}","source":"{{source}}","eventId":"1"}""";

    private const string Openid = """{"openid":"https://openid.example.org/1"}""";

    private static string Mbox(string address) => $$"""{"mbox":"mailto:{{address}}"}""";

    private static string Account(string id) => $$$"""{"account":{"homePage":"https://hr.example","name":"{{{id}}}"}}""";

    private static string Statement(string actor, string activity, DateTimeOffset at) => $$"""
        {"actor":{{actor}},"verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},"object":{"id":"{{activity}}"},"timestamp":"{{Iso(at)}}"}
        """;

    private static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private async Task<List<FollowupRow>> FollowupsAsync(string program, string learner)
    {
        var first = $"{program}|";
        var mine = await Tables.Followups.QueryAsync<FollowupRow>(
            row => row.PartitionKey.CompareTo(first) >= 0 && row.PartitionKey.CompareTo(first + "~") < 0, cancellationToken: Ct).ToListAsync(Ct);
        return mine.FindAll(row => row.Key.LearnerKey == PersonKey.Of(learner));
    }
}
