using System.Globalization;
using Followup.Programs;
using Followup.Results.Exports;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Results.Exports;

/// <summary>What the export of single answers says, which is with names, to who has the role for it.</summary>
public sealed class ResponsesTableTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

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
                    + "no-time,Opened two of the sources.,A list of approved tools.,false,,,,,,,,,Ada Lovelace",
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
