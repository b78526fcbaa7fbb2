using System.Security.Cryptography;
using System.Text;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Shared.Http;

namespace Followup.Results.Exports;

/// <summary>Makes the files that are taken away: over HTTP, and into blob storage.</summary>
public sealed class ExportFiles(ProgramStore programs, CountStore counts, ResponsesTable responses)
{
    public static readonly IReadOnlyList<string> Names = ["responses.csv", "responses.jsonl", "summary.csv", "summary.jsonl", "outcomes.csv", "outcomes.jsonl", "results.xlsx"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>Or what is wrong with the filter: it names a program or a wave that there is not.</returns>
    public async Task<(ExportFile? File, FieldError? Error)> FindAsync(string name, ExportFilter filter, bool identified, CancellationToken ct)
    {
        var chosen = (await programs.AllAsync(ct)).Where(program => filter.Program is null || program.Id == filter.Program).ToList();
        if (filter.Program is not null && chosen.Count == 0) return (null, new("program", $"There is no program '{filter.Program}'."));
        List<ProgramReport> reports = [];
        List<string> versions = [name, filter.ToString(), string.Join(',', ResponsesTable.Columns.Concat(SummaryTable.Columns).Select(column => column.Name))];
        DateTimeOffset? changedAt = null;
        foreach (var program in chosen)
        {
            var (margins, at) = await counts.MarginsAsync(program.Id, ct);
            reports.Add(new(program, margins));
            versions.Add($"{program.Id} {program.Version} {at:O}");
            if (changedAt is null || at > changedAt) changedAt = at;
        }
        if (filter.Wave is not null && !reports.Exists(report => report.Waves.Contains(filter.Wave)))
            return (null, new("wave", $"Nothing is asked in a wave '{filter.Wave}'; there are {string.Join(", ", reports.SelectMany(report => report.Waves).Distinct())}."));
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions))).AsSpan(0, 16));
        // names and people change without any answer
        return (identified ? new(name, TypeOf(name), null, null, WriteAsync) : new(name, TypeOf(name), changedAt, version, WriteAsync), null);

        async Task WriteAsync(Stream body, CancellationToken token)
        {
            switch (name.Split('.'))
            {
                case [var table, "csv"]: await CsvExport.WriteAsync(body, Table(table, token), token); break;
                case [var table, "jsonl"]: await JsonLinesExport.WriteAsync(body, Table(table, token), token); break;
                default:
                    ExportTable[] tables = [Table("summary", token), Table("responses", token), Table("outcomes", token)];
                    var chart = ChartTable.Of(reports, filter);
                    using (var workbook = new Workbook(body))
                    {
                        foreach (var table in tables.Append(DictionaryTable.Of([.. tables, chart]))) await workbook.AddAsync(table, token);
                        await workbook.AddChartAsync(chart, token);
                    }
                    break;
            }
        }

        ExportTable Table(string table, CancellationToken token) => table switch
        {
            "responses" => responses.Of(reports, filter, identified, token),
            "summary" => SummaryTable.Of(reports, filter),
            _ => OutcomesTable.Of(reports),
        };
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".csv" => "text/csv; charset=utf-8",
        ".jsonl" => "application/jsonl; charset=utf-8",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
}
