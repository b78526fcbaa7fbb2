using System.Globalization;
using System.Runtime.CompilerServices;
using Followup.People;
using Followup.Programs;
using Followup.Results.Reports;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime.Text;

namespace Followup.Results.Exports;

/// <summary>
/// All answers with names, one row each: for who has the role for it, and each time it is logged. There are no rows without names: with the
/// figures beside them a row is a person.
/// </summary>
public sealed class ResponsesTable(ProgramRows rows, PersonStore people)
{
    private const int FirstOutcomes = 6;

    // people whose names are looked up at once
    private const int AtOnce = 500;

    private static readonly string[] Properties =
    [
        nameof(ResponseRow.PartitionKey),
        nameof(ResponseRow.RowKey),
        nameof(ResponseRow.ProgramVersion),
        nameof(ResponseRow.Json),
        nameof(ResponseRow.DueOn),
        nameof(ResponseRow.AnsweredAt),
        nameof(ResponseRow.EditedAt),
        nameof(ResponseRow.Department),
        nameof(ResponseRow.Role),
    ];

    /// <summary>Fixed, whatever the answers hold; new columns come last.</summary>
    public static readonly IReadOnlyList<Column<ResponseLine>> Columns =
    [
        new("program", "text", "The program's id.", line => line.Response.Followup.ProgramId),
        new("program_version", "number", "The wording that was answered.", line => line.Response.ProgramVersion),
        new("learner", "text", "Whom the answer is about: the employee id; a key of ours where the person is gone.", line => line.Learner),
        new("audience", "text", "Who answered: learner (about the own work) or manager (about the learner's).",
            line => line.Response.Audience.ToKey()),
        new("wave", "text", "When it was asked: an ISO 8601 period after the completion, such as P42D.", line => line.Response.Wave),
        new("completed_on", "date", "The day of completion.", line => line.Response.Followup.CompletedOn),
        new("due_on", "date", "The day on which the question was due.",
            line => LocalDatePattern.Iso.Parse(line.Response.DueOn).Value),
        new("answered_at", "time", "When it was answered, UTC.", line => line.Response.AnsweredAt),
        new("edited_at", "time", "When the answer was last changed, if it was, UTC.", line => line.Response.EditedAt),
        new("department", "text", "At the time of completion.", line => line.Response.Department),
        new("role", "text", "At the time of completion.", line => line.Response.Role),
        .. OutcomeColumns(1, FirstOutcomes),
        new("barriers", "text", "What got in the way: ids, separated by semicolons (learner only).",
            line => string.Join(';', line.Answers.Barriers)),
        new("example", "text", "An example in the person's own words.", line => line.Answers.Example),
        new("help", "text", "What would help (learner), or what the manager will do.", line => line.Answers.Help),
        new("one_for_all", "yes/no", "The manager gave one frequency for all behaviors together.", line => line.Answers.OneForAll),
        .. OutcomeColumns(FirstOutcomes + 1, ProgramReader.MostOutcomes),
        new("name", "text", "The learner's name.", line => line.Name),
    ];

    public ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter, CancellationToken ct)
    {
        var lines = reports.ToAsyncEnumerable().SelectMany(report => LinesAsync(report, filter, ct));
        return ExportTable.Of("Responses", Columns, lines);
    }

    private async IAsyncEnumerable<ResponseLine> LinesAsync(
        ProgramReport report, ExportFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var chosen = rows.ResponsesAsync(report.Program.Id, default, Properties, ct).Where(row => IsChosen(row, filter));
        await foreach (var chunk in chosen.Chunk(AtOnce).WithCancellation(ct))
        {
            var learners = await people.FindAllAsync(chunk.Select(row => row.Followup.LearnerKey), ct);
            foreach (var row in chunk)
            {
                var learner = learners.GetValueOrDefault(row.Followup.LearnerKey);
                yield return new(row, learner?.Id ?? row.Followup.LearnerKey, learner?.Name);
            }
        }
    }

    private static bool IsChosen(ResponseRow row, ExportFilter filter) => filter.Wave is null || row.Wave == filter.Wave;

    private static IEnumerable<Column<ResponseLine>> OutcomeColumns(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            var number = i;
            var text = number.ToString(CultureInfo.InvariantCulture);
            yield return new($"outcome_{text}", "text", "Id of a behavior that was asked about.", line => line.OutcomeAt(number));
            yield return new($"frequency_{text}", "text",
                "How often it was true of the last two weeks: almost-never, rarely, sometimes, often, almost-always; "
                + "or no-occasion (learner), not-observed (manager).",
                line => line.FrequencyAt(number));
        }
    }
}
