using System.Globalization;
using Followup.Programs;
using Followup.Results.Exports;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;
using static Followup.Tests.Results.Exports.ExportCalls;

namespace Followup.Tests.Results.Exports;

/// <summary>What the export of answers says and what it holds back, by key and identified.</summary>
public sealed class ResponsesTableTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_key_a_row_says_what_was_answered_and_nothing_that_tells_who()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, Six);

        var rows = await fixture.ExportRowsAsync($"api/export/responses.csv?program={scene.ProgramId}");

        Assert.Equal(6, rows.Count);
        string[] told = ["audience", "wave", "outcome_1", "frequency_1", "frequency_2", "barriers", "completed_in"];
        string[] heldBack =
            ["completed_on", "due_on", "answered_at", "edited_at", "department", "role", "name", "example", "help"];
        Assert.All(rows, row =>
        {
            Assert.Equal(
                ["learner", "P42D", "check-facts", "often", "no-occasion", "no-time", "2026-01"],
                told.Select(column => row[column]));
            Assert.All(heldBack, column => Assert.Equal("", row[column]));
        });
        var learners = rows.ConvertAll(row => row["learner"]);
        Assert.Empty(learners.Intersect(Six.Select(scene.PersonKeyOf)));
        Assert.Equal(learners.Order(StringComparer.Ordinal), learners);
    }

    [Fact]
    public async Task A_pseudonym_is_the_same_in_every_export()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, Six);
        await scene.AnswerAsync(Audience.Manager, Six);

        var rows = await fixture.ExportRowsAsync($"api/export/responses.csv?program={scene.ProgramId}");

        Assert.Equal(6, rows.Select(row => row["learner"]).Distinct().Count());
        Assert.All(
            rows.GroupBy(row => row["learner"]),
            both => Assert.Equal(["learner", "manager"], both.Select(row => row["audience"]).Order()));
    }

    [Fact]
    public async Task Answers_of_fewer_than_five_are_held_back_and_comments_of_fewer_than_ten()
    {
        var scene = await fixture.AnsweredAsync(Audience.Manager, Six[..4]);
        Assert.Empty(await fixture.ExportRowsAsync($"api/export/responses.csv?program={scene.ProgramId}"));

        await scene.AnswerAsync(Audience.Manager, [.. Enumerable.Range(0, 6).Select(i => $"more-{i}")]);
        var rows = await fixture.ExportRowsAsync($"api/export/responses.csv?program={scene.ProgramId}");

        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.Equal("Opened two of the sources.", row["example"]));
    }

    [Fact]
    public async Task A_month_of_few_stands_together_with_its_neighbor()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, Six);
        await scene.AnswerAsync(Audience.Learner, ["zoe"], new LocalDate(2026, 2, 1));
        var path = $"api/export/responses.csv?program={scene.ProgramId}";

        var all = await fixture.ExportRowsAsync(path);
        Assert.Equal(["2026-01/2026-02"], all.Select(row => row["completed_in"]).Distinct());
        Assert.Empty(await fixture.ExportRowsAsync($"{path}&to=2026-01"));
        Assert.Equal(7, (await fixture.ExportRowsAsync($"{path}&from=2026-01&to=2026-02")).Count);
    }

    [Fact]
    public async Task Identified_a_row_says_everything_to_the_letter()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, "ada");
        var stored = (await scene.ResponsesAsync())[0];
        var answeredAt = stored.AnsweredAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        var text = await fixture.ExportTextAsync($"export/responses.csv?program={scene.ProgramId}&identified=true");

        Assert.Equal(
            [
                string.Join(',', ResponsesTable.Columns.Select(column => column.Name)),
                $"{scene.ProgramId},1,{scene.IdOf("ada")},learner,P42D,2026-01-05,2999-02-16,{answeredAt},,Claims,Handler,"
                    + "check-facts,often,protect-data,no-occasion,,,,,,,,,"
                    + "no-time,Opened two of the sources.,A list of approved tools.,false,,,,,,,,,2026-01,Ada Lovelace",
                "",
            ],
            text.Split("\r\n"));
    }

    [Fact]
    public async Task Ten_behaviors_fill_all_columns()
    {
        var outcomes = Enumerable.Range(1, 10).Select(i => new Outcome($"o{i}", $"Does {i}", "-", Frequency.Often)).ToList();
        var scene = await new Scene(fixture).WithProgramAsync(new("Ten", outcomes));
        var answers = outcomes.Select(outcome => new OutcomeAnswer(outcome.Id, Frequency.AlmostNever));
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, new([.. answers], []), ct);

        var rows = await fixture.ExportRowsAsync($"export/responses.csv?program={scene.ProgramId}&identified=true");

        var row = Assert.Single(rows);
        Assert.Equal(("o6", "almost-never"), (row["outcome_6"], row["frequency_6"]));
        Assert.Equal(("o10", "almost-never"), (row["outcome_10"], row["frequency_10"]));
    }

    [Fact]
    public async Task A_program_whose_id_begins_with_the_id_of_another_is_not_mixed_up_with_it()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var other = $"{scene.ProgramId}-2";
        await scene.WithProgramAsync(id: other);
        var invitation = await scene.AskAsync(Audience.Learner, program: other);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);

        Assert.Empty(await fixture.ExportRowsAsync($"export/responses.csv?program={scene.ProgramId}&identified=true"));
        Assert.Single(await fixture.ExportRowsAsync($"export/responses.csv?program={other}&identified=true"));
    }
}
