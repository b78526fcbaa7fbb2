using System.Globalization;
using System.IO.Packaging;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using NodaTime;

namespace Followup.Results.Exports;

/// <summary>
/// An Excel workbook (ECMA-376), written as its rows come: numbers as numbers, dates as dates, text always as text, so a cell that begins with = is no formula. The Open XML
/// SDK writes the sheets; its documents want a stream that can be read back, so the parts are put into the package here, one after the other.
/// </summary>
public sealed class Workbook : IDisposable
{
    /// <summary>Rows of one sheet, the heading included: Excel's limit. What is more goes to a further sheet.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Characters of one cell: Excel's limit. Nothing of ours is as long.</summary>
    private const int MostCharacters = 32_767;

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    // in the order of Styles
    private const uint Plain = 0, Heading = 1, Date = 2, Time = 3, Share = 4;

    private static readonly LocalDate Epoch = new(1899, 12, 30);

    private readonly Package package;
    private readonly List<(string Name, Uri Part)> sheets = [];

    public Workbook(Stream body) => package = Package.Open(body, FileMode.Create, FileAccess.Write);

    public async Task AddAsync(ExportTable table, CancellationToken ct)
    {
        await using var rows = table.Rows.GetAsyncEnumerator(ct);
        var isMore = await rows.MoveNextAsync();
        for (var number = 1; number == 1 || isMore; number++) isMore = (await WriteSheetAsync(number == 1 ? table.Name : $"{table.Name} {number}", table.Columns, rows, isMore)).IsMore;
    }

    /// <summary>A sheet with a bar chart of it.</summary>
    public async Task AddChartAsync(ExportTable table, CancellationToken ct)
    {
        await using var rows = table.Rows.GetAsyncEnumerator(ct);
        var (_, count, sheet) = await WriteSheetAsync(table.Name, table.Columns, rows, await rows.MoveNextAsync(), hasDrawing: true);
        var drawing = Write("/xl/drawings/drawing1.xml", BarChart.DrawingType, BarChart.Drawing(count));
        sheet.CreateRelationship(drawing.Uri, TargetMode.Internal, $"{Relations}/drawing", "rId1");
        var chart = Write("/xl/charts/chart1.xml", BarChart.ContentType, BarChart.Chart(table, count));
        drawing.CreateRelationship(chart.Uri, TargetMode.Internal, $"{Relations}/chart", "rId1");
    }

    public void Dispose()
    {
        Write("/xl/styles.xml", "styles+xml", Styles());
        var workbook = new Uri("/xl/workbook.xml", UriKind.Relative);
        package.CreateRelationship(workbook, TargetMode.Internal, $"{Relations}/officeDocument", "rId1");
        var part = Write("/xl/workbook.xml", "sheet.main+xml", new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets(sheets.Select((sheet, i) =>
            new Sheet { Name = sheet.Name, SheetId = (uint)i + 1, Id = $"rId{i + 1}" }))));
        foreach (var (i, sheet) in sheets.Index()) part.CreateRelationship(sheet.Part, TargetMode.Internal, $"{Relations}/worksheet", $"rId{i + 1}");
        part.CreateRelationship(new Uri("/xl/styles.xml", UriKind.Relative), TargetMode.Internal, $"{Relations}/styles", $"rId{sheets.Count + 1}");
        package.Close();
    }

    /// <summary>Whether there are rows left that do not fit, how many were written, and where.</summary>
    private async Task<(bool IsMore, int Rows, PackagePart Part)> WriteSheetAsync(
        string name, IReadOnlyList<Column> columns, IAsyncEnumerator<object?[]> rows, bool isMore, bool hasDrawing = false)
    {
        var count = 0;
        var part = Part($"/xl/worksheets/sheet{sheets.Count + 1}.xml", "worksheet+xml");
        sheets.Add((name, part.Uri));
        using var xml = XmlWriter.Create(part.GetStream(), new XmlWriterSettings { CloseOutput = true });
        xml.WriteStartElement("worksheet", "http://schemas.openxmlformats.org/spreadsheetml/2006/main");
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteStartElement("cols");
        foreach (var (i, column) in columns.Index())
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{WidthOf(column)}" customWidth="1"/>"""));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
        xml.WriteStartElement("row");
        foreach (var column in columns) WriteText(xml, column.Name, Heading);
        xml.WriteEndElement();
        for (; isMore && count < MostRows - 1; count++)
        {
            xml.WriteStartElement("row");
            foreach (var value in rows.Current) Write(xml, value);
            xml.WriteEndElement();
            isMore = await rows.MoveNextAsync();
        }
        xml.WriteEndElement();
        if (hasDrawing) xml.WriteRaw($"""<drawing xmlns:r="{Relations}" r:id="rId1"/>""");
        xml.WriteEndElement();
        return (isMore, count, part);
    }

    private static void Write(XmlWriter xml, object? value)
    {
        switch (value)
        {
            case null: xml.WriteRaw("<c/>"); break;
            case int number: WriteNumber(xml, number, Plain); break;
            case double number: WriteNumber(xml, number, Share); break;
            case LocalDate day: WriteNumber(xml, Period.DaysBetween(Epoch, day), Date); break;
            case DateTimeOffset at: WriteNumber(xml, at.UtcDateTime.ToOADate(), Time); break;
            case bool yes: xml.WriteRaw(yes ? """<c t="b"><v>1</v></c>""" : """<c t="b"><v>0</v></c>"""); break;
            case var other: WriteText(xml, Cell.Text(other)!, Plain); break;
        }
    }

    private static void WriteNumber(XmlWriter xml, double number, uint style) =>
        xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<c s="{style}"><v>{number:R}</v></c>"""));

    private static void WriteText(XmlWriter xml, string text, uint style)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("t", "inlineStr");
        if (style != Plain) xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        xml.WriteStartElement("is");
        xml.WriteStartElement("t");
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Writable(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>XML knows no control characters; a pasted one must not break the file.</summary>
    private static string Writable(string text)
    {
        var cut = text.Length > MostCharacters ? text[..MostCharacters] : text;
        return cut.Any(character => !XmlConvert.IsXmlChar(character) && !char.IsSurrogate(character))
            ? string.Concat(cut.Where(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character))) : cut;
    }

    private static int WidthOf(Column column) => column.Kind switch { "date" or "number" or "yes/no" => 12, "time" => 20, _ => column.Name is "meaning" or "statement" or "indicator" or "example" or "help" ? 60 : 22 };

    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy-mm-dd" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy-mm-dd hh:mm:ss" },
            new NumberingFormat { NumberFormatId = 166, FormatCode = "0.0000" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 166, ApplyNumberFormat = true }));

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

    private PackagePart Part(string name, string type) => package.CreatePart(new Uri(name, UriKind.Relative), Types + type, CompressionOption.Fast);
}
