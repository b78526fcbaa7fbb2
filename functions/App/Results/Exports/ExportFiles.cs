using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Shared.Http;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Followup.Results.Exports;

/// <summary>Makes the files that are taken away: over HTTP, and into blob storage.</summary>
public sealed class ExportFiles(ReportReader reader, RoundStore rounds, ResponsesTable responses, IOptions<RoundOptions> options)
{
    /// <summary>Sums of whole rounds, and nothing of a person.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "summary.csv",
        "summary.jsonl",
        "groups.csv",
        "groups.jsonl",
        "outcomes.csv",
        "outcomes.jsonl",
        "results.xlsx",
    ];

    /// <summary>With names: for who has the role for it. The workbook has them as a further sheet.</summary>
    public static readonly IReadOnlyList<string> WithNames = ["responses.csv", "responses.jsonl", "results.xlsx"];

    private static readonly IEnumerable<Column> ColumnsOfFigures = [.. SummaryTable.Columns, .. GroupsTable.Columns];

    /// <param name="name">One of <see cref="Names"/>; where identified, of <see cref="WithNames"/>.</param>
    /// <returns>The file, or what is wrong with the filter where it names a program or a wave that there is not.</returns>
    public async Task<(ExportFile? File, FieldError? Error)> FindAsync(
        string name, ExportFilter filter, bool identified, CancellationToken ct)
    {
        var reports = await ReportsAsync(filter, ct);
        if (filter.Program is not null && reports.Count == 0)
            return (null, new("program", $"There is no program '{filter.Program}'."));
        if (WaveFault(filter, reports) is { } fault) return (null, fault);

        Task WriteAsync(Stream body, CancellationToken token) => this.WriteAsync(body, name, reports, filter, identified, token);
        // names and people change without any round: a file that holds them has no version, and is not to be kept
        var file = identified
            ? new ExportFile(name, TypeOf(name), ChangedAt: null, Version: null, WriteAsync)
            : new ExportFile(name, TypeOf(name), ChangedAt(reports), VersionOf(name, filter, reports), WriteAsync);
        return (file, null);
    }

    private async Task<IReadOnlyList<ProgramReport>> ReportsAsync(ExportFilter filter, CancellationToken ct)
    {
        var ids = filter.Program is { } program ? [program] : await reader.IdsAsync(ct);
        List<ProgramReport> reports = [];
        foreach (var id in ids)
        {
            if (await reader.FindAsync(id, ct) is not { } report) continue;
            var days = new GroupFilter("", filter.From, filter.To);
            reports.Add(days.IsOfSomeDays ? await reader.OfDaysAsync(report, days, ct) : report);
        }
        return reports;
    }

    private static FieldError? WaveFault(ExportFilter filter, IReadOnlyList<ProgramReport> reports)
    {
        var waves = reports.SelectMany(report => report.Waves).Distinct().ToList();
        if (filter.Wave is null || waves.Contains(filter.Wave)) return null;
        return new("wave", $"Nothing is told of a wave '{filter.Wave}'; there are {string.Join(", ", waves)}.");
    }

    private static DateTimeOffset? ChangedAt(IReadOnlyList<ProgramReport> reports) =>
        reports.Max(report => report.Day) is { } day ? RoundCalendar.CutoffOf(LocalDate.FromDateOnly(day)) : null;

    /// <summary>Follows from the last round day, and from what programs ask: from nothing that happens between two rounds.</summary>
    private string VersionOf(string name, ExportFilter filter, IReadOnlyList<ProgramReport> reports)
    {
        List<string> versions = [name, filter.VersionText, string.Join(',', ColumnsOfFigures.Select(column => column.Name))];
        versions.Add(options.Value.Correlation.ToString(CultureInfo.InvariantCulture));
        versions.AddRange(reports.Select(report => $"{report.Program.Id} {report.Program.Version} {report.Day:O}"));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private async Task WriteAsync(
        Stream body, string name, IReadOnlyList<ProgramReport> reports, ExportFilter filter, bool identified, CancellationToken ct)
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
                string[] sheets = identified ? ["summary", "groups", "outcomes", "responses"] : ["summary", "groups", "outcomes"];
                await WriteWorkbookAsync(body, [.. sheets.Select(Table)], ChartTable.Of(reports, filter), ct);
                break;
        }

        ExportTable Table(string table) => table switch
        {
            "summary" => SummaryTable.Of(reports, filter),
            "groups" => GroupsTable.Of(RoundsAsync(reports, filter, ct)),
            "responses" => responses.Of(reports, filter, ct),
            _ => OutcomesTable.Of(reports),
        };
    }

    /// <summary>Rounds that the totals hold: of a day that is half held none is told.</summary>
    private async IAsyncEnumerable<(ProgramReport, Round)> RoundsAsync(
        IReadOnlyList<ProgramReport> reports, ExportFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var days = new GroupFilter("", filter.From, filter.To);
        foreach (var report in reports)
        {
            foreach (var round in await rounds.RoundsAsync(report.Program.Id, ct))
            {
                var isChosen = filter.Wave is null || round.Stream.Wave == filter.Wave;
                if (isChosen && round.Day <= report.Day && days.Contains(round.Day)) yield return (report, round);
            }
        }
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
