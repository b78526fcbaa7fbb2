using Followup.Results.Reports;

namespace Followup.Results.Exports;

/// <summary>A program's title, and its headline in the wave that the chart shows.</summary>
public sealed record ChartRow(string Title, Headline Headline);

/// <summary>
/// What the workbook's chart is drawn from: programs with their headline in the wave that the product asks about. A share that is not told
/// has no bar.
/// </summary>
public static class ChartTable
{
    public const string Title = "Mean share of the behaviors at target";

    public static readonly IReadOnlyList<Column<ChartRow>> Columns =
    [
        new("title", "text", "The program's title.", row => row.Title),
        new("observed", "number",
            "Mean share of the behaviors at target a learner, as managers observed it; "
            + "blank where it is not told (the summary says why).",
            row => row.Headline.Observed.Mean),
        new("reported", "number", "The same as learners reported it themselves.", row => row.Headline.Reported.Mean),
    ];

    public static ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter) =>
        ExportTable.Of("Chart", Columns, Rows(reports, filter).ToAsyncEnumerable());

    private static IEnumerable<ChartRow> Rows(IReadOnlyList<ProgramReport> reports, ExportFilter filter) =>
        from report in reports
        where !report.Program.Definition.IsCompletionDataOnly
        let figures = report.All(filter.Wave ?? report.MainWave)
        orderby figures.Headline.Observed.Mean ?? -1
        select new ChartRow(report.Program.Definition.Title, figures.Headline);
}
