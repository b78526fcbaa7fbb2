using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Followup.Programs;
using Followup.Responses;
using Followup.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results;

/// <summary>All responses as CSV, one row each, written as they are read: however many there are, a page of rows is in memory.</summary>
public sealed class ResponseExport(ProgramStore programs, ProgramRows rows)
{
    private const int FirstOutcomes = 6;

    /// <summary>Fixed, whatever the answers hold; new columns come last.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "program", "program_version", "learner", "audience", "wave", "completed_on", "due_on", "answered_at", "edited_at", "department", "role",
        .. OutcomeColumns(1, FirstOutcomes),
        "barriers", "example", "help", "one_for_all", .. OutcomeColumns(FirstOutcomes + 1, ProgramReader.MostOutcomes),
    ];

    // RFC 4180. A cell that a spreadsheet would take for a formula is written behind an apostrophe: https://owasp.org/www-community/attacks/CSV_Injection
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r'],
    };

    /// <summary>Responses about completions of a program (all unless given) from and to a day, both included.</summary>
    [Function("export-responses")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/export/responses.csv")] HttpRequest request, CancellationToken ct)
    {
        List<FieldError> errors = [];
        var (from, to) = (Day("from"), Day("to"));
        if (from > to) errors.Add(new("from", "This lies behind 'to'."));
        var program = (string?)request.Query["program"] is { Length: > 0 } named ? named : null;
        if (program is not null && await programs.FindAsync(program, ct) is null) errors.Add(new("program", $"There is no program '{program}'."));
        if (errors.Count > 0) return Problems.BadRequest("Nothing was exported.", errors);

        var ids = program is not null ? [program] : (await programs.AllAsync(ct)).Select(one => one.Id).ToList();
        return TypedResults.Stream(
            body => WriteAsync(body, ids, from, to, ct), "text/csv; charset=utf-8", $"responses-{program ?? "all"}.csv");

        LocalDate? Day(string name)
        {
            var text = (string?)request.Query[name];
            if (string.IsNullOrEmpty(text)) return null;
            if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day)) return day;
            errors.Add(new(name, $"'{text}' is no ISO date, such as 2026-01-05."));
            return null;
        }
    }

    private async Task WriteAsync(Stream body, IReadOnlyList<string> ids, LocalDate? from, LocalDate? to, CancellationToken ct)
    {
        // With a byte order mark: without one Excel takes UTF-8 for the local code page.
        await using var csv = new CsvWriter(new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)), Format);
        foreach (var column in Columns) csv.WriteField(column);
        await csv.NextRecordAsync();
        foreach (var id in ids)
            await foreach (var row in rows.ResponsesAsync(id, from, to, ct))
            {
                foreach (var cell in Cells(row)) csv.WriteField(cell);
                await csv.NextRecordAsync();
            }
    }

    private static IEnumerable<string?> Cells(ResponseRow row)
    {
        var key = row.Followup;
        var answers = row.Answers();
        yield return key.ProgramId;
        yield return row.ProgramVersion.ToString(CultureInfo.InvariantCulture);
        yield return key.LearnerKey;
        yield return row.Audience.ToKey();
        yield return row.Wave;
        yield return LocalDateText.Iso(key.CompletedOn);
        yield return row.DueOn;
        yield return Utc(row.AnsweredAt);
        yield return row.EditedAt is { } editedAt ? Utc(editedAt) : null;
        yield return row.Department;
        yield return row.Role;
        foreach (var cell in OutcomeCells(answers, row.Audience).Take(2 * FirstOutcomes)) yield return cell;
        yield return string.Join(';', answers.Barriers);
        yield return answers.Example;
        yield return answers.Help;
        yield return answers.OneForAll ? "true" : "false";
        foreach (var cell in OutcomeCells(answers, row.Audience).Skip(2 * FirstOutcomes)) yield return cell;
    }

    private static IEnumerable<string> OutcomeColumns(int first, int last) =>
        Enumerable.Range(first, last - first + 1).SelectMany(number => new[] { $"outcome_{number}", $"frequency_{number}" });

    private static IEnumerable<string?> OutcomeCells(Answers answers, Audience audience)
    {
        for (var i = 0; i < ProgramReader.MostOutcomes; i++)
        {
            var outcome = i < answers.Outcomes.Count ? answers.Outcomes[i] : null;
            yield return outcome?.Outcome;
            yield return outcome is null ? null : AnswerForm.ValueOf(outcome.Frequency, audience);
        }
    }

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
