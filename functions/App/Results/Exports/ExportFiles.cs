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
    public static readonly IReadOnlyList<string> Names =
    [
        "responses.csv",
        "responses.jsonl",
        "summary.csv",
        "summary.jsonl",
        "outcomes.csv",
        "outcomes.jsonl",
        "results.xlsx",
    ];

    private static readonly IEnumerable<Column> ColumnsOfFigures = [.. ResponsesTable.Columns, .. SummaryTable.Columns];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>The file, or what is wrong with the filter where it names a program or a wave that there is not.</returns>
    public async Task<(ExportFile? File, FieldError? Error)> FindAsync(
        string name, ExportFilter filter, bool identified, CancellationToken ct)
    {
        var all = await programs.AllAsync(ct);
        var chosen = all.Where(program => filter.Program is null || program.Id == filter.Program).ToList();
        if (filter.Program is not null && chosen.Count == 0)
            return (null, new("program", $"There is no program '{filter.Program}'."));

        List<ProgramReport> reports = [];
        List<string> versions = [name, filter.VersionText, string.Join(',', ColumnsOfFigures.Select(column => column.Name))];
        DateTimeOffset? changedAt = null;
        foreach (var program in chosen)
        {
            var (margins, at) = await counts.MarginsAsync(program.Id, ct);
            reports.Add(new(program, margins));
            versions.Add($"{program.Id} {program.Version} {at:O}");
            if (changedAt is null || at > changedAt) changedAt = at;
        }
        if (WaveFault(filter, reports) is { } fault) return (null, fault);

        Task WriteAsync(Stream body, CancellationToken token) => this.WriteAsync(body, name, reports, filter, identified, token);
        // names and people change without any answer: a file that holds them has no version, and is not to be kept
        var file = identified
            ? new ExportFile(name, TypeOf(name), ChangedAt: null, Version: null, WriteAsync)
            : new ExportFile(name, TypeOf(name), changedAt, HashOf(versions), WriteAsync);
        return (file, null);
    }

    private static FieldError? WaveFault(ExportFilter filter, List<ProgramReport> reports)
    {
        var waves = reports.SelectMany(report => report.Waves).Distinct().ToList();
        if (filter.Wave is null || waves.Contains(filter.Wave)) return null;
        return new("wave", $"Nothing is asked in a wave '{filter.Wave}'; there are {string.Join(", ", waves)}.");
    }

    private static string HashOf(IEnumerable<string> versions)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private async Task WriteAsync(
        Stream body, string name, List<ProgramReport> reports, ExportFilter filter, bool identified, CancellationToken ct)
    {
        var table = Path.GetFileNameWithoutExtension(name);
        switch (Path.GetExtension(name))
        {
            case ".csv":
                await CsvExport.WriteAsync(body, Table(table), ct);
                break;
            case ".jsonl":
                await JsonLinesExport.WriteAsync(body, Table(table), ct);
                break;
            default:
                ExportTable[] tables = [Table("summary"), Table("responses"), Table("outcomes")];
                await WriteWorkbookAsync(body, tables, ChartTable.Of(reports, filter), ct);
                break;
        }

        ExportTable Table(string table) => table switch
        {
            "responses" => responses.Of(reports, filter, identified, ct),
            "summary" => SummaryTable.Of(reports, filter),
            _ => OutcomesTable.Of(reports),
        };
    }

    private static async Task WriteWorkbookAsync(Stream body, ExportTable[] tables, ExportTable chart, CancellationToken ct)
    {
        using var workbook = new Workbook(body);
        foreach (var table in tables) await workbook.AddAsync(table, ct);
        await workbook.AddAsync(DictionaryTable.Of([.. tables, chart]), ct);
        await workbook.AddChartAsync(chart, ct);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".csv" => "text/csv; charset=utf-8",
        ".jsonl" => "application/jsonl; charset=utf-8",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
}
