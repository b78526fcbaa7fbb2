using System.IO.Packaging;
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

    private readonly Package package;
    private readonly List<(string Name, Uri Part)> sheets = [];

    public Workbook(Stream body) => package = Package.Open(body, FileMode.Create, FileAccess.Write);

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
        sheet.CreateRelationship(drawing.Uri, TargetMode.Internal, $"{Relations}/drawing", OnlyRelation);
        var chart = Write("/xl/charts/chart1.xml", BarChart.ContentType, BarChart.Chart(table.Name, count));
        drawing.CreateRelationship(chart.Uri, TargetMode.Internal, $"{Relations}/chart", OnlyRelation);
    }

    public void Dispose()
    {
        var styles = Write("/xl/styles.xml", "styles+xml", WorkbookStyles.Sheet());
        var workbook = Write("/xl/workbook.xml", "sheet.main+xml", ListOfSheets());
        package.CreateRelationship(workbook.Uri, TargetMode.Internal, $"{Relations}/officeDocument", OnlyRelation);
        foreach (var (i, sheet) in sheets.Index())
            workbook.CreateRelationship(sheet.Part, TargetMode.Internal, $"{Relations}/worksheet", $"rId{i + 1}");
        workbook.CreateRelationship(styles.Uri, TargetMode.Internal, $"{Relations}/styles", $"rId{sheets.Count + 1}");
        package.Close();
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
    private async Task<(bool IsMore, int Rows, PackagePart Part)> WriteSheetAsync(
        string name, IReadOnlyList<Column> columns, IAsyncEnumerator<object?[]> rows, bool isMore, string? drawing = null)
    {
        var count = 0;
        var part = Part($"/xl/worksheets/sheet{sheets.Count + 1}.xml", "worksheet+xml");
        sheets.Add((name, part.Uri));
        using var sheet = new SheetWriter(part.GetStream(), columns);
        for (; isMore && count < MostRows - 1; count++)
        {
            sheet.WriteRow(rows.Current);
            isMore = await rows.MoveNextAsync();
        }
        sheet.End(drawing);
        return (isMore, count, part);
    }

    private PackagePart Write(string name, string type, OpenXmlElement content)
    {
        var part = Part(name, type);
        using var stream = part.GetStream();
        using var writer = OpenXmlWriter.Create(stream);
        writer.WriteElement(content);
        return part;
    }

    private PackagePart Write(string name, string contentType, string xml)
    {
        var part = package.CreatePart(new Uri(name, UriKind.Relative), contentType, CompressionOption.Fast);
        using var writer = new StreamWriter(part.GetStream());
        writer.Write(xml);
        return part;
    }

    private PackagePart Part(string name, string type) =>
        package.CreatePart(new Uri(name, UriKind.Relative), Types + type, CompressionOption.Fast);
}
