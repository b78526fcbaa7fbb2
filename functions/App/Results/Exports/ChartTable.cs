using Followup.Results.Reports;

namespace Followup.Results.Exports;

/// <summary>What the workbook's chart is drawn from: programs with their headline in the wave that the product asks about. A share that is not told is no bar.</summary>
public static class ChartTable
{
    public const string Title = "Learners with at least half of the behaviors at target";

    public static readonly IReadOnlyList<Column> Columns =
    [
        new("title", "text", "The program's title."),
        new("observed", "number", "Share of learners with at least half of the behaviors at target, as managers observed it; blank where it is not told (the summary says why)."),
        new("reported", "number", "The same as learners reported it themselves."),
    ];

    public static ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter) => new("Chart", Columns, Rows(reports, filter).ToAsyncEnumerable());

    private static IEnumerable<object?[]> Rows(IReadOnlyList<ProgramReport> reports, ExportFilter filter) =>
        from report in reports.Where(report => !report.Program.Definition.IsCompletionDataOnly)
        let headline = report.Of(filter.Wave ?? report.MainWave, new(filter.Months), out _).Headline
        orderby headline.Observed.Share ?? -1
        select (object?[])[report.Program.Definition.Title, headline.Observed.Share, headline.Reported.Share];
}
