using System.Globalization;
using System.Security;

namespace Followup.Results.Exports;

/// <summary>
/// A bar chart of the sheet of <see cref="ChartTable"/> (ECMA-376 part 1, 21.2), and the drawing that places it beside the table. Both are
/// files with placeholders, <c>bar-chart.xml</c> and <c>bar-chart-drawing.xml</c>; the colors are those of HR's pages.
/// </summary>
internal static class BarChart
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
    public const string DrawingType = "application/vnd.openxmlformats-officedocument.drawing+xml";

    private static readonly string ChartXml = Read("bar-chart.xml");
    private static readonly string DrawingXml = Read("bar-chart-drawing.xml");

    /// <param name="rows">Rows of the sheet without its heading: the more, the taller the chart.</param>
    public static string Drawing(int rows)
    {
        var lastRow = Math.Max(14, 2 * rows + 8);
        return DrawingXml
            .Replace("{title}", SecurityElement.Escape(ChartTable.Title), StringComparison.Ordinal)
            .Replace("{lastRow}", lastRow.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <param name="sheet">The name of the sheet that holds the values.</param>
    /// <param name="rows">Rows of the sheet without its heading.</param>
    public static string Chart(string sheet, int rows)
    {
        var lastRow = Math.Max(rows, 1) + 1;
        return ChartXml
            .Replace("{title}", SecurityElement.Escape(ChartTable.Title), StringComparison.Ordinal)
            .Replace("{sheet}", sheet, StringComparison.Ordinal)
            .Replace("{lastRow}", lastRow.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Read(string name)
    {
        using var file = typeof(BarChart).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
