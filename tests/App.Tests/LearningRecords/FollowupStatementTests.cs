using System.Text.Json;
using System.Text.RegularExpressions;
using Followup.LearningRecords;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.LearningRecords;

/// <summary>What a learning record store gets where outcomes are not told: whoever reads it learns nothing of any answer.</summary>
public sealed partial class FollowupStatementTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_statement_says_that_the_follow_up_took_place_and_nothing_more()
    {
        var invitation = Samples.Card(Audience.Manager).Invitation;
        invitation.ClosesAt = new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);

        var statement = FollowupStatement.Of(
            new("ai-eval", 1, Samples.Program), new() { Id = "e17" }, invitation, new("https://followup.example"), "https://hr.example");

        Assert.Equal(
            """
            {"id":"ID","actor":{"objectType":"Agent","account":{"homePage":"https://hr.example","name":"e17"}},
            "verb":{"id":"https://followup.example/xapi/verbs/followed-up","display":{"en":"was followed up on"}},
            "object":{"objectType":"Activity","id":"https://followup.example/results/ai-eval",
            "definition":{"type":"http://adlnet.gov/expapi/activities/course","name":{"en":"Evaluating AI output"}}},
            "context":{"platform":"Followup","extensions":{"https://followup.example/xapi/extensions/outcome":
            {"wave":"P42D","askedOf":"manager"}}},"timestamp":"2026-03-03T00:00:00+00:00"}
            """.ReplaceLineEndings(""),
            Id().Replace(JsonSerializer.Serialize(statement, Wire.Json), "\"id\":\"ID\""));
    }

    [Fact]
    public void Its_id_is_the_one_it_has_with_outcomes()
    {
        var invitation = Samples.Card(Audience.Learner).Invitation;
        var response = new ResponseRow
        {
            PartitionKey = invitation.Followup.Partition,
            RowKey = invitation.Followup.ResponseRow(invitation.Wave, Audience.Learner),
            Json = JsonSerializer.Serialize(Samples.Answered, Wire.Json),
        };
        var program = new StoredProgram("ai-eval", 1, Samples.Program);

        var without = FollowupStatement.Of(program, new(), invitation, new("https://followup.example"), "https://hr.example");
        var with = OutcomeStatement.Of(program, new(), response, new("https://followup.example"), "https://hr.example")!;

        Assert.Equal(IdOf(with), IdOf(without));

        static string IdOf(object statement) => Id().Match(JsonSerializer.Serialize(statement, Wire.Json)).Value;
    }

    [Fact]
    public async Task Bodies_are_equal_byte_for_byte_whatever_was_answered()
    {
        await using var store = await RecordStore.StartAsync();
        await using var weeks = await Weeks.StartAsync(learners: 6, settings: store.Settings);
        await weeks.UntilDueAsync();
        var often = new Answers([new("o1", Frequency.AlmostAlways)], []);
        Answers[] given =
        [
            often,
            new([new("o1", Frequency.AlmostNever)], ["no-time", "not-expected"]),
            new([new("o1", null)], []), // no occasion, or not observed: nothing is known of any behavior
            new([new("o1", Frequency.Sometimes)], [], "An example of it.", "More of it."),
            new([new("o1", Frequency.Rarely)], []), // edited below
            new([new("o1", Frequency.Often)], ["tools"]), // given days later, of another wording
        ];
        foreach (var (i, answers) in given.Take(5).Index()) await AnswerAsync(weeks, i, version: 1, answers);
        await weeks.AdvanceAsync(Period.FromDays(3));
        await PutTitleAsync(weeks, "Another title");
        await AnswerAsync(weeks, 4, version: 2, often);
        await AnswerAsync(weeks, 5, version: 2, given[5]);
        Assert.Empty(store.Statements);
        // the store is down as the mailings close, and by the next try the program says something else
        foreach (var _ in Enumerable.Range(0, 7)) store.Faults.Enqueue(503);
        var closes = Assert.Single((await weeks.InvitationsAsync()).Select(row => row.ClosesAt).Distinct());
        await weeks.AdvanceAsync(Period.FromSeconds((long)(closes - weeks.Fixture.System.Clock.GetUtcNow()).TotalSeconds + 10));
        Assert.Equal((0, 0), (store.Faults.Count, store.Statements.Count));
        await PutTitleAsync(weeks, "A third title");

        await weeks.AdvanceAsync(Period.FromDays(2));

        Assert.Equal(12, store.Statements.Count);
        var bodies = store.Statements.Values
            .Select(statement => Person().Replace(Id().Replace(statement.GetRawText(), ""), "\"name\":\"\""))
            .ToList();
        Assert.Equal(["learner", "manager"], bodies.Distinct().Select(AskedOf).Order());
        Assert.All(bodies, body => Assert.Contains("Another title", body, StringComparison.Ordinal));
        Assert.All(store.Statements.Values, one => Assert.Equal(closes, one.GetProperty("timestamp").GetDateTimeOffset()));

        static string? AskedOf(string body)
        {
            using var json = JsonDocument.Parse($"{{{body.TrimStart('{', ',')}");
            var extensions = json.RootElement.GetProperty("context").GetProperty("extensions");
            return extensions.GetProperty(FollowupStatement.Extension).GetProperty("askedOf").GetString();
        }
    }

    /// <summary>The learner, and the manager about the learner.</summary>
    private static async Task AnswerAsync(Weeks weeks, int learner, int version, Answers answers)
    {
        var key = PersonKey.Of(weeks.Learners[learner]);
        foreach (var row in (await weeks.InvitationsAsync()).Where(row => row.LearnerKey == key))
        {
            await weeks.Service<ResponseStore>().SaveAsync(row, version, answers, Ct);
        }
    }

    private static Task<Answered> PutTitleAsync(Weeks weeks, string title) =>
        weeks.Fixture.PutProgramAsync(weeks.Program, $$"""{"title":"{{title}}","outcomes":[{{IntakeCalls.Outcome}}]}""");

    [GeneratedRegex("\"id\":\"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"")]
    private static partial Regex Id();

    [GeneratedRegex("\"name\":\"e[0-9]\"")]
    private static partial Regex Person();
}
