using System.Globalization;
using System.Runtime.CompilerServices;
using Followup.People;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime.Text;

namespace Followup.Results.Exports;

/// <summary>
/// All answers, one row each. Pseudonymous: the person is a pseudonym; days, department and role are left out, because with them a row is a
/// person; months stand together as they do on pages; answers of an audience that gave fewer than five in a wave are held back, and so are
/// comments below ten. Identified: everything.
/// </summary>
public sealed class ResponsesTable(ProgramRows rows, PersonStore people, Pseudonyms pseudonyms)
{
    private const int FirstOutcomes = 6;

    // people whose names are looked up at once
    private const int AtOnce = 500;

    private static readonly string[] Pseudonymous =
    [
        nameof(ResponseRow.PartitionKey),
        nameof(ResponseRow.RowKey),
        nameof(ResponseRow.ProgramVersion),
        nameof(ResponseRow.Json),
    ];

    private static readonly string[] Identified =
    [
        .. Pseudonymous,
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
        new("learner", "text",
            "Whom the answer is about: a pseudonym, the same in all exports of one key; or, identified, the employee id.",
            line => line.Learner),
        new("audience", "text", "Who answered: learner (about the own work) or manager (about the learner's).",
            line => line.Response.Audience.ToKey()),
        new("wave", "text", "When it was asked: an ISO 8601 period after the completion, such as P42D.", line => line.Response.Wave),
        new("completed_on", "date", "The day of completion. Identified only.", line => line.Identified?.Followup.CompletedOn),
        new("due_on", "date", "The day on which the question was due. Identified only.",
            line => line.Identified is { } row ? LocalDatePattern.Iso.Parse(row.DueOn).Value : null),
        new("answered_at", "time", "When it was answered, UTC. Identified only.", line => line.Identified?.AnsweredAt),
        new("edited_at", "time", "When the answer was last changed, if it was, UTC. Identified only.", line => line.Identified?.EditedAt),
        new("department", "text", "At the time of completion. Identified only; the summary has groups by department.",
            line => line.Identified?.Department),
        new("role", "text", "At the time of completion. Identified only; the summary has groups by role.", line => line.Identified?.Role),
        .. OutcomeColumns(1, FirstOutcomes),
        new("barriers", "text", "What got in the way: ids, separated by semicolons (learner only).",
            line => string.Join(';', line.Answers.Barriers)),
        new("example", "text", "An example in the person's own words; from ten answers on.", line => line.Example),
        new("help", "text", "What would help (learner), or what the manager will do; from ten answers on.", line => line.Help),
        new("one_for_all", "yes/no", "The manager gave one frequency for all behaviors together.", line => line.Answers.OneForAll),
        .. OutcomeColumns(FirstOutcomes + 1, ProgramReader.MostOutcomes),
        new("completed_in", "text",
            "Month of completion, such as 2026-01; or, where a month has too few answers alone, "
            + "an ISO 8601 interval of months, 2026-01/2026-02.",
            line => line.CompletedIn),
        new("name", "text", "The learner's name. Identified only.", line => line.Name),
    ];

    public ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter, bool identified, CancellationToken ct)
    {
        var lines = reports.ToAsyncEnumerable().SelectMany(report => identified
            ? IdentifiedAsync(report, filter, ct)
            : PseudonymousAsync(report, filter, ct));
        return ExportTable.Of("Responses", Columns, lines);
    }

    private async IAsyncEnumerable<ResponseLine> IdentifiedAsync(
        ProgramReport report, ExportFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var blockNames = report.MonthBlocks
            .SelectMany(block => block.Select(month => (Month: month, Name: ProgramReport.NameOf(block))))
            .ToDictionary(named => named.Month, named => named.Name);
        var chosen = rows.ResponsesAsync(report.Program.Id, filter.Months, Identified, ct).Where(row => IsChosen(row, filter));
        await foreach (var chunk in chosen.Chunk(AtOnce).WithCancellation(ct))
        {
            var learners = await people.FindAllAsync(chunk.Select(row => row.Followup.LearnerKey), ct);
            foreach (var row in chunk)
            {
                var learner = learners.GetValueOrDefault(row.Followup.LearnerKey);
                var month = Month(row);
                yield return new(
                    row, learner?.Id ?? row.Followup.LearnerKey, blockNames.GetValueOrDefault(month, month),
                    HasComments: true, Identified: row, Name: learner?.Name);
            }
        }
    }

    /// <summary>
    /// Month by month as they may be told, and within a month by <see cref="KeyRanges"/>: months that stand together are mixed, or the
    /// order would tell them apart.
    /// </summary>
    private async IAsyncEnumerable<ResponseLine> PseudonymousAsync(
        ProgramReport report, ExportFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var answers = AnswersThatAreTold(report);
        var months = report.MonthsIn(filter.Months).ToHashSet();
        var parts =
            from block in report.MonthBlocks
            where months.Contains(block[0])
            from range in KeyRanges.Of(report.AnswersIn(block))
            select (Block: block, Range: range);
        await foreach (var lines in parts.SelectAheadAsync((part, token) => LinesAsync(part.Block, part.Range, token), ct))
        {
            foreach (var line in lines) yield return line;
        }

        async Task<List<ResponseLine>> LinesAsync(IReadOnlyList<string> block, (string From, string To) range, CancellationToken token)
        {
            var responses = await block.ToAsyncEnumerable()
                .SelectMany(month => ResponsesAsync(report, month, range, token))
                .Where(row => IsChosen(row, filter) && CountOf(row) > 0)
                .ToListAsync(token);
            return
            [
                .. from one in ByPseudonym(responses)
                   let hasComments = CountOf(one.Row) >= Comment.FewestAnswers
                   select new ResponseLine(one.Row, one.Pseudonym, ProgramReport.NameOf(block), hasComments),
            ];
        }

        int? CountOf(ResponseRow row) => answers.GetValueOrDefault((row.Wave, row.Audience));
    }

    /// <summary>How many answers of a wave and an audience there are; null where that is not told.</summary>
    private static Dictionary<(string Wave, Audience Audience), int?> AnswersThatAreTold(ProgramReport report)
    {
        Dictionary<(string, Audience), int?> answers = [];
        foreach (var wave in report.Waves)
        {
            var all = report.All(wave);
            answers[(wave, Audience.Learner)] = all.Learner?.Answers;
            answers[(wave, Audience.Manager)] = all.Manager?.Answers;
        }
        return answers;
    }

    private IAsyncEnumerable<ResponseRow> ResponsesAsync(
        ProgramReport report, string month, (string From, string To) range, CancellationToken ct) =>
        rows.ResponsesAsync(new(report.Program.Id, ProgramReport.MonthOf(month)), range, Pseudonymous, ct);

    private IEnumerable<(string Pseudonym, ResponseRow Row)> ByPseudonym(List<ResponseRow> responses)
    {
        // a person has several rows, and a pseudonym is dear
        var names = responses.Select(row => row.Followup.LearnerKey).Distinct().ToDictionary(key => key, pseudonyms.Of);
        return responses
            .Select(row => (Pseudonym: names[row.Followup.LearnerKey], Row: row))
            .OrderBy(line => line.Pseudonym, StringComparer.Ordinal)
            .ThenBy(line => line.Row.Wave, StringComparer.Ordinal)
            .ThenBy(line => line.Row.Audience);
    }

    private static bool IsChosen(ResponseRow row, ExportFilter filter) => filter.Wave is null || row.Wave == filter.Wave;

    private static string Month(ResponseRow row) => row.PartitionKey.Split('|')[1];

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
