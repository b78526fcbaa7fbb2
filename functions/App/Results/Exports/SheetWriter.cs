using System.Buffers;
using System.Globalization;
using System.Xml;
using NodaTime;

namespace Followup.Results.Exports;

/// <summary>Writes the XML of one sheet: its heading, which stays in sight, and rows as they come.</summary>
internal sealed class SheetWriter : IDisposable
{
    /// <summary>Characters of one cell: Excel's limit. Nothing of ours is as long.</summary>
    private const int MostCharacters = 32_767;

    // day 0 of a workbook's dates
    private static readonly LocalDate Epoch = new(1899, 12, 30);

    private static readonly SearchValues<char> Unwritable = SearchValues.Create(
    [
        .. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code)
            .Where(character => !XmlConvert.IsXmlChar(character) && !char.IsSurrogate(character)),
    ]);

    private static readonly string[] ColumnsOfLongText = ["meaning", "statement", "indicator", "example", "help"];

    private readonly XmlWriter xml;

    public SheetWriter(Stream stream, IReadOnlyList<Column> columns)
    {
        xml = XmlWriter.Create(stream, new XmlWriterSettings { CloseOutput = true });
        xml.WriteStartElement("worksheet", "http://schemas.openxmlformats.org/spreadsheetml/2006/main");
        WriteFrozenHeading();
        WriteWidths(columns);
        xml.WriteStartElement("sheetData");
        xml.WriteStartElement("row");
        foreach (var column in columns) WriteText(column.Name, WorkbookStyles.Heading);
        xml.WriteEndElement();
    }

    public void WriteRow(object?[] values)
    {
        xml.WriteStartElement("row");
        foreach (var value in values) WriteCell(value);
        xml.WriteEndElement();
    }

    /// <param name="drawing">The id of the relation to a drawing on the sheet; null for none.</param>
    public void End(string? drawing)
    {
        xml.WriteEndElement();
        if (drawing is not null) xml.WriteRaw($"""<drawing xmlns:r="{Workbook.Relations}" r:id="{drawing}"/>""");
        xml.WriteEndElement();
    }

    public void Dispose() => xml.Dispose();

    private void WriteFrozenHeading() => xml.WriteRaw(
        """<sheetViews><sheetView workbookViewId="0">"""
        + """<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"""
        + "</sheetView></sheetViews>");

    private void WriteWidths(IReadOnlyList<Column> columns)
    {
        xml.WriteStartElement("cols");
        foreach (var (i, column) in columns.Index())
        {
            var number = i + 1;
            xml.WriteRaw(string.Create(
                CultureInfo.InvariantCulture,
                $"""<col min="{number}" max="{number}" width="{WidthOf(column)}" customWidth="1"/>"""));
        }
        xml.WriteEndElement();
    }

    private static int WidthOf(Column column) => column.Kind switch
    {
        "date" or "number" or "yes/no" => 12,
        "time" => 20,
        _ => ColumnsOfLongText.Contains(column.Name) ? 60 : 22,
    };

    private void WriteCell(object? value)
    {
        switch (value)
        {
            case null: xml.WriteRaw("<c/>"); break;
            case int number: WriteNumber(number, WorkbookStyles.Plain); break;
            case long number: WriteNumber(number, WorkbookStyles.Plain); break;
            case double number: WriteNumber(number, WorkbookStyles.Share); break;
            case LocalDate day: WriteNumber(Period.DaysBetween(Epoch, day), WorkbookStyles.Date); break;
            case DateTimeOffset at: WriteNumber(at.UtcDateTime.ToOADate(), WorkbookStyles.Time); break;
            case bool yes: xml.WriteRaw(yes ? """<c t="b"><v>1</v></c>""" : """<c t="b"><v>0</v></c>"""); break;
            case var other: WriteText(Cell.Text(other)!, WorkbookStyles.Plain); break;
        }
    }

    private void WriteNumber(double number, uint style) =>
        xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<c s="{style}"><v>{number:R}</v></c>"""));

    private void WriteText(string text, uint style)
    {
        xml.WriteRaw(style == WorkbookStyles.Plain
            ? """<c t="inlineStr"><is>"""
            : string.Create(CultureInfo.InvariantCulture, $"""<c t="inlineStr" s="{style}"><is>"""));
        // without the attribute a spreadsheet takes spaces at the ends away; in each of 17 million cells it is half of what is packed
        xml.WriteRaw(text.AsSpan().Trim().Length == text.Length ? "<t>" : """<t xml:space="preserve">""");
        xml.WriteString(Writable(text));
        xml.WriteRaw("</t></is></c>");
    }

    /// <summary>XML knows no control characters; a pasted one must not break the file.</summary>
    private static string Writable(string text)
    {
        var cut = text.Length > MostCharacters ? text[..MostCharacters] : text;
        return cut.AsSpan().ContainsAny(Unwritable) ? string.Concat(cut.Where(character => !Unwritable.Contains(character))) : cut;
    }
}
