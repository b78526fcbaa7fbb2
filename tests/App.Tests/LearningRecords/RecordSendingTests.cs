using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Followup.LearningRecords;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Branding;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests.LearningRecords;

public sealed partial class RecordSendingTests
{
    [Fact]
    public void With_outcomes_a_statement_says_whether_behaviors_are_at_target_and_nothing_more()
    {
        OutcomeAnswer[] outcomes = [new("check-facts", Frequency.Often), new("protect-data", Frequency.Rarely)];
        var answers = new Answers(outcomes, [], "In their own words.", "A secret.");
        var response = new ResponseRow
        {
            PartitionKey = "ai-eval|2026-01",
            RowKey = "aaaaaaaaaaaaaaaaaaaa|20260105|P42D|manager",
            AnsweredAt = new(2026, 2, 16, 9, 30, 0, TimeSpan.Zero),
            Json = JsonSerializer.Serialize(answers, Wire.Json),
        };
        var program = Samples.Program with { Aliases = ["https://lms.example/course/ai-eval"] };

        var statement = StatementOf(program, response);

        Assert.Equal(
            """
            {"id":"ID","actor":{"objectType":"Agent","account":{"homePage":"https://hr.example","name":"e17"}},
            "verb":{"id":"https://followup.example/xapi/verbs/followed-up","display":{"en":"was followed up on"}},
            "object":{"objectType":"Activity","id":"https://lms.example/course/ai-eval",
            "definition":{"type":"http://adlnet.gov/expapi/activities/course","name":{"en":"Evaluating AI output"}}},
            "result":{"success":true,"extensions":{"https://followup.example/xapi/extensions/outcome":
            {"evidence":"observed","wave":"P42D",
            "behaviors":[{"id":"check-facts","atTarget":true},{"id":"protect-data","atTarget":false}]}}},
            "context":{"platform":"Followup"},"timestamp":"2026-02-16T09:30:00+00:00"}
            """.ReplaceLineEndings(""),
            StatementId().Replace(JsonSerializer.Serialize(statement, Wire.Json), "\"id\":\"ID\""));
    }

    [Fact]
    public void Where_nobody_could_tell_there_is_no_outcome()
    {
        var response = new ResponseRow
        {
            PartitionKey = "ai-eval|2026-01",
            RowKey = "aaaaaaaaaaaaaaaaaaaa|20260105|P42D|manager",
            Json = """{"outcomes":[{"outcome":"check-facts"}],"barriers":[]}""",
        };

        Assert.Null(StatementOf(Samples.Program, response));
    }

    [Fact]
    public async Task Once_a_mailing_has_closed_its_outcomes_are_told_even_if_the_store_was_down()
    {
        await using var store = await RecordStore.StartAsync();
        await using var weeks = await AnsweredAsync(store, "--Lrs:Outcomes=true");
        Assert.Empty(store.Statements); // answers may still change
        store.Faults.Enqueue(503);
        store.Faults.Enqueue(429);

        await weeks.AdvanceAsync(Period.FromDays(15));

        // two learners, each as reported and as observed
        Assert.Equal(4, store.Statements.Count);
        Assert.Equal(["observed", "observed", "reported", "reported"], store.Statements.Values.Select(EvidenceOf).Order());
        Assert.Equal(["e1", "e1", "e2", "e2"], store.Statements.Values.Select(ActorOf).Order());
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes("user:word"));
        Assert.Equal(($"Basic {credentials}", "1.0.3"), (store.Authorization, store.Version));
    }

    [Fact]
    public async Task Telling_twice_is_telling_once_and_one_that_is_refused_keeps_no_other_out()
    {
        await using var store = await RecordStore.StartAsync();
        await using var weeks = await AnsweredAsync(store, "--Lrs:Outcomes=true");
        await weeks.AdvanceAsync(Period.FromDays(15));
        var mailing = (await weeks.InvitationsAsync()).First(row => row.Mailing.Audience == Audience.Manager).Mailing;
        var told = store.Statements.Keys.ToHashSet();
        var observed = store.Statements.Where(statement => EvidenceOf(statement.Value) == "observed").ToList();
        foreach (var (id, _) in observed) store.Statements.Remove(id);
        store.Faults.Enqueue(400); // to the two together; then each is told alone

        var now = weeks.Fixture.System.Clock.GetUtcNow();
        await weeks.RingAsync(
            DueAlarm.Encode(new(mailing.ToString(), DueStep.Tell), now),
            DueAlarm.Encode(new(mailing.ToString(), DueStep.Tell, 1), now));
        await weeks.AdvanceAsync(Period.FromMinutes(1));

        Assert.True(told.SetEquals(store.Statements.Keys));
    }

    [Theory]
    [InlineData("--Lrs:Outcomes=true", true)]
    [InlineData("--Lrs:Outcomes=false", false)]
    [InlineData("--Lrs:HomePage=https://hr.example", false)] // nothing is said of outcomes
    public async Task People_who_are_asked_are_told_where_their_outcome_goes_into_the_record_with_a_name(string setting, bool isTold)
    {
        await using var store = await RecordStore.StartAsync();
        await using var weeks = await AnsweredAsync(store, setting);

        const string Learners = "goes into your learning record, with your name";
        const string Managers = "goes into their learning record, with their name";
        Assert.All(weeks.ToLearners, mail => Assert.Equal(isTold, mail.Text.Contains(Learners, StringComparison.Ordinal)));
        Assert.All(weeks.ToManager, mail => Assert.Equal(isTold, mail.Text.Contains(Managers, StringComparison.Ordinal)));
        using var page = await weeks.OpenAsync(Weeks.PageOf(weeks.ToLearners.First()));
        Assert.Equal(isTold, page.Body!.Words().Contains(Learners, StringComparison.Ordinal));
        var promise = weeks.ToLearners.First().Text;
        Assert.Equal(isTold, promise.Contains("learning record", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "true", false)]
    [InlineData("https://lrs.example/xapi", "", false)]
    [InlineData("https://lrs.example/xapi", "false", false)]
    [InlineData("https://lrs.example/xapi", "true", true)]
    public void Outcomes_go_into_records_only_where_there_is_a_store_and_it_is_wanted(string endpoint, string outcomes, bool isTold)
    {
        Dictionary<string, string?> settings = new() { ["Lrs:Endpoint"] = endpoint };
        if (outcomes != "") settings["Lrs:Outcomes"] = outcomes;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddBranding(configuration);
        using var provider = services.BuildServiceProvider();

        Assert.Equal(isTold, provider.GetRequiredService<Brand>().KeepsLearningRecords);
    }

    [Theory]
    [InlineData("http://lrs.example/xapi", "key", "secret", "https://hr.example", "Lrs:Endpoint")]
    [InlineData("https://lrs.example/xapi", "", "secret", "https://hr.example", "Lrs:Key")]
    [InlineData("https://lrs.example/xapi", "key", "secret", "", "Lrs:HomePage")]
    [InlineData("https://lrs.example/xapi", "key", "secret", "https://hr.example", null)]
    [InlineData(null, "", "", "", null)]
    public void Settings_that_are_not_right_are_named(
        string? endpoint, string key, string secret, string homePage, string? named)
    {
        var options = new LrsOptions { Endpoint = endpoint, Key = key, Secret = secret, HomePage = homePage };

        var result = new LrsOptionsValidator().Validate(null, options);

        if (named is null) Assert.True(result.Succeeded);
        else Assert.Contains(named, result.FailureMessage, StringComparison.Ordinal);
    }

    /// <summary>The statement about e17's completion of this program.</summary>
    private static object? StatementOf(ProgramDefinition program, ResponseRow response) => OutcomeStatement.Of(
        new("ai-eval", 1, program),
        new PersonRow { Id = "e17" },
        response,
        new("https://followup.example"),
        "https://hr.example");

    private static string? EvidenceOf(JsonElement statement)
    {
        var extensions = statement.GetProperty("result").GetProperty("extensions");
        return extensions.GetProperty(OutcomeStatement.Extension).GetProperty("evidence").GetString();
    }

    private static string? ActorOf(JsonElement statement) =>
        statement.GetProperty("actor").GetProperty("account").GetProperty("name").GetString();

    /// <summary>Two learners of one manager; all have answered.</summary>
    private static async Task<Weeks> AnsweredAsync(RecordStore store, string setting)
    {
        var weeks = await Weeks.StartAsync(learners: 2, settings: [.. store.Settings, setting]);
        await weeks.UntilDueAsync();
        await weeks.AnswerAllAsync(seed: 3);
        return weeks;
    }

    [GeneratedRegex("\"id\":\"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"")]
    private static partial Regex StatementId();
}
