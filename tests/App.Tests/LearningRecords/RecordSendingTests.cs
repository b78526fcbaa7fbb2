using System.Text;
using System.Text.Json;
using Followup.LearningRecords;
using Followup.Local.Demo;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Branding;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.LearningRecords;

public sealed class RecordSendingTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public void A_statement_says_whether_behaviors_are_at_target_and_nothing_more()
    {
        var response = new ResponseRow
        {
            PartitionKey = "ai-eval|2026-01",
            RowKey = "aaaaaaaaaaaaaaaaaaaa|20260105|P42D|manager",
            AnsweredAt = new(2026, 2, 16, 9, 30, 0, TimeSpan.Zero),
            Json = JsonSerializer.Serialize(new Answers([new("check-facts", Frequency.Often), new("protect-data", Frequency.Rarely)], [], "In their own words.", "A secret."), Wire.Json),
        };

        var statement = OutcomeStatement.Of(new("ai-eval", 1, Samples.Program with { Aliases = ["https://lms.example/course/ai-eval"] }), new PersonRow { Id = "e17" }, response, new("https://followup.example"), "https://hr.example");

        Assert.Equal(
            """
            {"id":"ID","actor":{"objectType":"Agent","account":{"homePage":"https://hr.example","name":"e17"}},
            "verb":{"id":"https://followup.example/xapi/verbs/followed-up","display":{"en":"was followed up on"}},
            "object":{"objectType":"Activity","id":"https://lms.example/course/ai-eval","definition":{"type":"http://adlnet.gov/expapi/activities/course","name":{"en":"Evaluating AI output"}}},
            "result":{"success":true,"extensions":{"https://followup.example/xapi/extensions/outcome":
            {"evidence":"observed","wave":"P42D","behaviors":[{"id":"check-facts","atTarget":true},{"id":"protect-data","atTarget":false}]}}},
            "context":{"platform":"Followup"},"timestamp":"2026-02-16T09:30:00+00:00"}
            """.ReplaceLineEndings(""),
            System.Text.RegularExpressions.Regex.Replace(JsonSerializer.Serialize(statement, Wire.Json), "\"id\":\"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"", "\"id\":\"ID\""));
    }

    [Fact]
    public void Where_nobody_could_tell_there_is_no_outcome() => Assert.Null(OutcomeStatement.Of(
        new("ai-eval", 1, Samples.Program), new PersonRow { Id = "e17" },
        new() { PartitionKey = "ai-eval|2026-01", RowKey = "aaaaaaaaaaaaaaaaaaaa|20260105|P42D|manager", Json = """{"outcomes":[{"outcome":"check-facts"}],"barriers":[]}""" }, new("https://followup.example"), "https://hr.example"));

    [Fact]
    public async Task Once_a_mailing_has_closed_its_outcomes_are_told_even_if_the_store_was_down()
    {
        await using var store = await RecordStore.StartAsync();
        await using var weeks = await AnsweredAsync(store);
        Assert.Empty(store.Statements); // answers may still change
        store.Faults.Enqueue(503);
        store.Faults.Enqueue(429);

        await weeks.AdvanceAsync(Period.FromDays(15));

        // two learners, each as reported and as observed
        Assert.Equal(4, store.Statements.Count);
        Assert.Equal(["observed", "observed", "reported", "reported"], store.Statements.Values.Select(one => one.GetProperty("result").GetProperty("extensions").GetProperty(OutcomeStatement.Extension).GetProperty("evidence").GetString()).Order());
        Assert.Equal(["e1", "e1", "e2", "e2"], store.Statements.Values.Select(one => one.GetProperty("actor").GetProperty("account").GetProperty("name").GetString()).Order());
        Assert.Equal(($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("user:word"))}", "1.0.3"), (store.Authorization, store.Version));
    }

    [Fact]
    public async Task Telling_twice_is_telling_once_and_one_that_is_refused_keeps_no_other_out()
    {
        await using var store = await RecordStore.StartAsync();
        await using var weeks = await AnsweredAsync(store);
        await weeks.AdvanceAsync(Period.FromDays(15));
        var mailing = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Manager).Mailing;
        var told = store.Statements.Keys.ToHashSet();
        foreach (var observed in store.Statements.Where(one => one.Value.GetRawText().Contains("observed", StringComparison.Ordinal)).Select(one => one.Key).ToList()) store.Statements.Remove(observed);
        store.Faults.Enqueue(400); // the two together, and then each alone

        var now = weeks.Fixture.System.Clock.GetUtcNow();
        await weeks.RingAsync(DueAlarm.Encode(new(mailing.ToString(), DueStep.Tell), now), DueAlarm.Encode(new(mailing.ToString(), DueStep.Tell, 1), now));
        await weeks.AdvanceAsync(Period.FromMinutes(1));

        Assert.True(told.SetEquals(store.Statements.Keys));
    }

    [Fact]
    public async Task Who_is_asked_is_told_that_it_goes_into_the_record()
    {
        await using var store = await RecordStore.StartAsync();
        await using var weeks = await AnsweredAsync(store);

        Assert.All(weeks.ToLearners, mail => Assert.Contains("goes into your learning record", mail.Text, StringComparison.Ordinal));
        Assert.All(weeks.ToManager, mail => Assert.Contains("goes into their learning record", mail.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("record", new Brand().WhoSees(Samples.English, Audience.Learner).Replace("records it", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://lrs.example/xapi", "key", "secret", "https://hr.example", "Lrs:Endpoint")]
    [InlineData("https://lrs.example/xapi", "", "secret", "https://hr.example", "Lrs:Key")]
    [InlineData("https://lrs.example/xapi", "key", "secret", "", "Lrs:HomePage")]
    [InlineData("https://lrs.example/xapi", "key", "secret", "https://hr.example", null)]
    [InlineData(null, "", "", "", null)]
    public void Settings_that_are_not_right_are_named(string? endpoint, string key, string secret, string homePage, string? named)
    {
        var result = new LrsOptionsValidator().Validate(null, new() { Endpoint = endpoint, Key = key, Secret = secret, HomePage = homePage });

        if (named is null) Assert.True(result.Succeeded);
        else Assert.Contains(named, result.FailureMessage, StringComparison.Ordinal);
    }

    private async Task<Weeks> AnsweredAsync(RecordStore store)
    {
        var weeks = await Weeks.StartAsync(learners: 2, settings: [$"--Lrs:Endpoint={store.Endpoint}", "--Lrs:Key=user", "--Lrs:Secret=word", "--Lrs:HomePage=https://hr.example"]);
        await weeks.UntilDueAsync();
        foreach (var mail in weeks.Mails)
            await Answering.AnswerAsync(new(mail.To, mail.Subject, mail.CustomArgs, [.. mail.Links.Select(link => new Uri(link))]), 100, new Random(3), ct);
        return weeks;
    }
}
