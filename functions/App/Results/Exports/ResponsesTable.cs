using System.Globalization;
using System.Runtime.CompilerServices;
using Followup.Cards;
using Followup.People;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime.Text;

namespace Followup.Results.Exports;

/// <summary>
/// All answers, one row each. Pseudonymous: the person is a pseudonym; days, department and role are left out, because with them a row is a person; months stand together
/// as they do on pages; answers of an audience that gave fewer than five in a wave are held back, and so are comments below ten. Identified: everything.
/// </summary>
public sealed class ResponsesTable(ProgramRows rows, PersonStore people, Pseudonyms pseudonyms)
{
    private const int FirstOutcomes = 6;

    // whose names are looked up at once
    private const int AtOnce = 500;

    private static readonly string[] Pseudonymous = [nameof(ResponseRow.PartitionKey), nameof(ResponseRow.RowKey), nameof(ResponseRow.ProgramVersion), nameof(ResponseRow.Json)];

    private static readonly string[] Identified =
        [.. Pseudonymous, nameof(ResponseRow.DueOn), nameof(ResponseRow.AnsweredAt), nameof(ResponseRow.EditedAt), nameof(ResponseRow.Department), nameof(ResponseRow.Role)];

    /// <summary>Fixed, whatever the answers hold; new columns come last.</summary>
    public static readonly IReadOnlyList<Column> Columns =
    [
        new("program", "text", "The program's id."),
        new("program_version", "number", "The wording that was answered."),
        new("learner", "text", "Whom the answer is about: a pseudonym, the same in all exports of one key; or, identified, the employee id."),
        new("audience", "text", "Who answered: learner (about the own work) or manager (about the learner's)."),
        new("wave", "text", "When it was asked: an ISO 8601 period after the completion, such as P42D."),
        new("completed_on", "date", "The day of completion. Identified only."),
        new("due_on", "date", "The day on which the question was due. Identified only."),
        new("answered_at", "time", "When it was answered, UTC. Identified only."),
        new("edited_at", "time", "When the answer was last changed, if it was, UTC. Identified only."),
        new("department", "text", "At the time of completion. Identified only; the summary has groups by department."),
        new("role", "text", "At the time of completion. Identified only; the summary has groups by role."),
        .. OutcomeColumns(1, FirstOutcomes),
        new("barriers", "text", "What got in the way: ids, separated by semicolons (learner only)."),
        new("example", "text", "An example in the person's own words; from ten answers on."),
        new("help", "text", "What would help (learner), or what the manager will do; from ten answers on."),
        new("one_for_all", "yes/no", "The manager gave one frequency for all behaviors together."),
        .. OutcomeColumns(FirstOutcomes + 1, ProgramReader.MostOutcomes),
        new("completed_in", "text", "Month of completion, such as 2026-01; or, where a month has too few answers alone, an ISO 8601 interval of months, 2026-01/2026-02."),
        new("name", "text", "The learner's name. Identified only."),
    ];

    public ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter, bool identified, CancellationToken ct) => new(
        "Responses", Columns, reports.ToAsyncEnumerable().SelectMany(report => identified ? IdentifiedAsync(report, filter, ct) : PseudonymousAsync(report, filter, ct)));

    private async IAsyncEnumerable<object?[]> IdentifiedAsync(ProgramReport report, ExportFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var names = report.MonthBlocks.SelectMany(block => block.Select(month => (month, Name: ProgramReport.NameOf(block)))).ToDictionary(one => one.month, one => one.Name);
        await foreach (var some in rows.ResponsesAsync(report.Program.Id, filter.Months, Identified, ct).Where(row => IsChosen(row, filter)).Chunk(AtOnce).WithCancellation(ct))
        {
            var who = await people.FindAllAsync(some.Select(row => row.Followup.LearnerKey), ct);
            foreach (var row in some) yield return Values(row, who.GetValueOrDefault(row.Followup.LearnerKey), names.GetValueOrDefault(Month(row), Month(row)));
        }
    }

    /// <summary>Month by month as they may be told, and within it by <see cref="KeyRanges"/>: months that stand together are mixed, or the order would tell them apart.</summary>
    private async IAsyncEnumerable<object?[]> PseudonymousAsync(ProgramReport report, ExportFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = report.Waves.SelectMany(wave => Enum.GetValues<Audience>().Select(audience => (wave, audience))).ToDictionary(
            key => key, key => report.All(key.wave) is var all ? (key.audience == Audience.Learner ? all.Learner : all.Manager)?.Answers : null);
        var chosen = report.MonthsIn(filter.Months).ToHashSet();
        foreach (var block in report.MonthBlocks.Where(block => chosen.Contains(block[0])))
            foreach (var (from, to) in KeyRanges.Of(report.AnswersIn(block)))
            {
                var together = await block.ToAsyncEnumerable().SelectMany(month => rows.ResponsesAsync(new(report.Program.Id, ProgramReport.MonthOf(month)), (from, to), Pseudonymous, ct))
                    .Where(row => IsChosen(row, filter) && told.GetValueOrDefault((row.Wave, row.Audience)) > 0).ToListAsync(ct);
                foreach (var (row, pseudonym) in together.Select(row => (Row: row, Pseudonym: pseudonyms.Of(row.Followup.LearnerKey)))
                    .OrderBy(one => one.Pseudonym, StringComparer.Ordinal).ThenBy(one => one.Row.Wave, StringComparer.Ordinal).ThenBy(one => one.Row.Audience))
                    yield return Values(row, pseudonym, ProgramReport.NameOf(block), told[(row.Wave, row.Audience)] >= Comment.FewestAnswers);
            }
    }

    private static bool IsChosen(ResponseRow row, ExportFilter filter) => filter.Wave is null || row.Wave == filter.Wave;

    private static string Month(ResponseRow row) => row.PartitionKey.Split('|')[1];

    private static object?[] Values(ResponseRow row, PersonRow? person, string months) =>
    [
        row.Followup.ProgramId, row.ProgramVersion, person?.Id ?? row.Followup.LearnerKey, row.Audience.ToKey(), row.Wave, row.Followup.CompletedOn, LocalDatePattern.Iso.Parse(row.DueOn).Value, row.AnsweredAt, row.EditedAt,
        row.Department, row.Role, .. Said(row, hasComments: true), months, person?.Name,
    ];

    private static object?[] Values(ResponseRow row, string pseudonym, string months, bool hasComments) =>
    [
        row.Followup.ProgramId, row.ProgramVersion, pseudonym, row.Audience.ToKey(), row.Wave, null, null, null, null, null, null, .. Said(row, hasComments), months, null,
    ];

    private static IEnumerable<object?> Said(ResponseRow row, bool hasComments)
    {
        var answers = row.Answers();
        var outcomes = Outcomes(answers, row.Audience).ToList();
        return
        [
            .. outcomes.Take(2 * FirstOutcomes), string.Join(';', answers.Barriers), hasComments ? answers.Example : null, hasComments ? answers.Help : null, answers.OneForAll,
            .. outcomes.Skip(2 * FirstOutcomes),
        ];
    }

    private static IEnumerable<Column> OutcomeColumns(int first, int last) => Enumerable.Range(first, last - first + 1).SelectMany(number => new Column[]
    {
        new(string.Create(CultureInfo.InvariantCulture, $"outcome_{number}"), "text", "Id of a behavior that was asked about."),
        new(string.Create(CultureInfo.InvariantCulture, $"frequency_{number}"), "text", "How often it was true of the last two weeks: almost-never, rarely, sometimes, often, almost-always; or no-occasion (learner), not-observed (manager)."),
    });

    private static IEnumerable<object?> Outcomes(Answers answers, Audience audience)
    {
        for (var i = 0; i < ProgramReader.MostOutcomes; i++)
        {
            var outcome = i < answers.Outcomes.Count ? answers.Outcomes[i] : null;
            yield return outcome?.Outcome;
            yield return outcome is null ? null : AnswerForm.ValueOf(outcome.Frequency, audience);
        }
    }
}
