using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Followup.Results.Exports;

/// <summary>
/// An Excel workbook (ECMA-376), written as its rows come: numbers as numbers, dates as dates, text always as text, so a cell that begins
/// with = is no formula. The documents of the Open XML SDK want a stream that can be read back, so the parts are put into the package
/// here, one after the other.
/// </summary>
public sealed class Workbook : IDisposable
{
    /// <summary>Rows of one sheet, the heading included: Excel's limit. Further rows go to a further sheet.</summary>
    public const int MostRows = 1_048_576;

    internal const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    // the id of a part's only relation
    private const string OnlyRelation = "rId1";

    private readonly PackageWriter package;
    private readonly List<(string Name, string Part)> sheets = [];

    public Workbook(Stream body) => package = new(body);

    public async Task AddAsync(ExportTable table, CancellationToken ct)
    {
        await using var rows = table.Rows.GetAsyncEnumerator(ct);
        var isMore = await rows.MoveNextAsync();
        for (var number = 1; number == 1 || isMore; number++)
        {
            var name = number == 1 ? table.Name : $"{table.Name} {number}";
            (isMore, _, _) = await WriteSheetAsync(name, table.Columns, rows, isMore);
        }
    }

    /// <summary>A sheet with a bar chart of it.</summary>
    public async Task AddChartAsync(ExportTable table, CancellationToken ct)
    {
        await using var rows = table.Rows.GetAsyncEnumerator(ct);
        var isMore = await rows.MoveNextAsync();
        var (_, count, sheet) = await WriteSheetAsync(table.Name, table.Columns, rows, isMore, drawing: OnlyRelation);
        var drawing = Write("/xl/drawings/drawing1.xml", BarChart.DrawingType, BarChart.Drawing(count));
        package.Relate(sheet, drawing, $"{Relations}/drawing", OnlyRelation);
        var chart = Write("/xl/charts/chart1.xml", BarChart.ContentType, BarChart.Chart(table.Name, count));
        package.Relate(drawing, chart, $"{Relations}/chart", OnlyRelation);
    }

    public void Dispose()
    {
        var styles = Write("/xl/styles.xml", "styles+xml", WorkbookStyles.Sheet());
        var workbook = Write("/xl/workbook.xml", "sheet.main+xml", ListOfSheets());
        package.Relate("", workbook, $"{Relations}/officeDocument", OnlyRelation);
        foreach (var (i, sheet) in sheets.Index()) package.Relate(workbook, sheet.Part, $"{Relations}/worksheet", $"rId{i + 1}");
        package.Relate(workbook, styles, $"{Relations}/styles", $"rId{sheets.Count + 1}");
        package.Dispose();
    }

    private DocumentFormat.OpenXml.Spreadsheet.Workbook ListOfSheets()
    {
        var listed = sheets.Select((sheet, i) => new Sheet
        {
            Name = sheet.Name,
            SheetId = (uint)i + 1,
            Id = $"rId{i + 1}",
        });
        return new(new Sheets(listed));
    }

    /// <summary>Writes rows, the current one first, until there are no more, or no more fit.</summary>
    /// <param name="isMore">Whether there is a current row.</param>
    /// <param name="drawing">The id of the sheet's relation to a drawing; null for none.</param>
    /// <returns>Whether there are rows left that do not fit, how many were written, and where.</returns>
    private async Task<(bool IsMore, int Rows, string Part)> WriteSheetAsync(
        string name, IReadOnlyList<Column> columns, IAsyncEnumerator<object?[]> rows, bool isMore, string? drawing = null)
    {
        var count = 0;
        var part = $"/xl/worksheets/sheet{sheets.Count + 1}.xml";
        sheets.Add((name, part));
        using var sheet = new SheetWriter(package.Create(part, Types + "worksheet+xml"), columns);
        for (; isMore && count < MostRows - 1; count++)
        {
            sheet.WriteRow(rows.Current);
            isMore = await rows.MoveNextAsync();
        }
        sheet.End(drawing);
        return (isMore, count, part);
    }

    /// <returns>The part's name.</returns>
    private string Write(string name, string type, OpenXmlElement content)
    {
        using var stream = package.Create(name, Types + type);
        using var writer = OpenXmlWriter.Create(stream);
        writer.WriteElement(content);
        return name;
    }

    private string Write(string name, string contentType, string xml)
    {
        using var writer = new StreamWriter(package.Create(name, contentType));
        writer.Write(xml);
        return name;
    }
}
