using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Followup.Results.Exports;
using NodaTime;

namespace Followup.Tests.Results.Exports;

public sealed class WorkbookTests
{
    // each sheet to a file of its own, as shown, UTF-8: https://wiki.documentfoundation.org/Documentation/DevGuide/Spreadsheet_Documents
    private const string EachSheetAsCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

    private static readonly Column[] Columns = [new("text", "text", ""), new("count", "number", ""), new("share", "number", ""), new("day", "date", ""), new("at", "time", ""), new("yes", "yes/no", "")];

    // what spreadsheets take for formulas, links to programs, or numbers (OWASP)
    private static readonly string[] Texts =
    [
        "=1+1", "=HYPERLINK(\"https://evil.example\",\"x\")", "+1", "-1", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", "$=1+1", "007", "1e5", "2026-01-05", "TRUE", "<b>&amp;\"'", " leading and trailing ",
        "two\nlines", "ü 漢字 🙂 عربي", "bell\u0007gone",
    ];

    private static readonly object?[][] Rows =
    [
        .. Texts.Select((text, i) => new object?[] { text, i, -0.25, new LocalDate(2026, 1, 5), new DateTimeOffset(2026, 2, 16, 8, 30, 5, TimeSpan.Zero), i % 2 == 0 }),
        [null, null, null, null, null, null],
        ["far", int.MaxValue, 1.0 / 3, new LocalDate(1999, 12, 31), new DateTimeOffset(2040, 2, 29, 23, 59, 59, TimeSpan.Zero), false],
    ];

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workbook_is_valid_by_its_standard()
    {
        using var folder = new TemporaryFolder();
        using var document = SpreadsheetDocument.Open(await WriteAsync(folder), isEditable: false);

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document, ct).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        Assert.Equal(["Summary", "Responses"], document.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value!));
    }

    [Fact]
    public async Task LibreOffice_reads_the_same_values_as_the_csv_holds()
    {
        using var folder = new TemporaryFolder();
        var sheets = await LibreOffice.ConvertAsync(await WriteAsync(folder), EachSheetAsCsv, ct);

        foreach (var sheet in new[] { "Summary", "Responses" })
        {
            var read = await ReadAsync(Path.Combine(sheets, $"book-{sheet}.csv"));
            Assert.Equal(Rows.Length, read.Count);
            foreach (var (row, cells) in Rows.Zip(read))
                for (var i = 0; i < row.Length; i++)
                    if (row[i] is double number) Assert.Equal(number, double.Parse(cells[i], CultureInfo.InvariantCulture), 1e-12);
                    else Assert.Equal(AsShown(row[i]), cells[i]);
        }
    }

    [Fact]
    public async Task No_text_becomes_a_formula_in_LibreOffice_neither_from_the_workbook_nor_from_the_csv()
    {
        using var folder = new TemporaryFolder();
        var csv = Path.Combine(folder.Path, "book.csv");
        await using (var file = File.Create(csv)) await CsvExport.WriteAsync(file, Table("Summary"), ct);

        foreach (var path in new[] { await WriteAsync(folder), csv })
        {
            var converted = await LibreOffice.ConvertAsync(path, "fods", ct);
            var xml = await File.ReadAllTextAsync(Path.Combine(converted, "book.fods"), ct);
            Assert.Contains("HYPERLINK", xml, StringComparison.Ordinal);
            // a yes or no of the csv is read as a constant of this form
            Assert.DoesNotMatch("table:formula=\"(?!of:=(TRUE|FALSE)\\(\\)\")", xml);
        }
    }

    [Fact]
    public async Task What_is_more_than_a_sheet_holds_goes_to_a_further_one()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "large.xlsx");
        await using (var file = File.Create(path))
        using (var workbook = new Workbook(file))
            await workbook.AddAsync(new("Rows", [Columns[1]], Enumerable.Range(0, Workbook.MostRows).Select(i => new object?[] { i }).ToAsyncEnumerable()), ct);

        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Equal(["Rows", "Rows 2"], document.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value!));
    }

    [Fact]
    public async Task A_chart_is_valid_and_LibreOffice_draws_it()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "chart.xlsx");
        object?[][] rows = [["A & <B>", 0.25, 0.5], ["Hidden", null, null], ["C", 1.0, 0.0]];
        await using (var file = File.Create(path))
        using (var workbook = new Workbook(file))
        {
            await workbook.AddAsync(Table("Summary"), ct);
            await workbook.AddChartAsync(new("Chart", ChartTable.Columns, rows.ToAsyncEnumerable()), ct);
        }

        using (var document = SpreadsheetDocument.Open(path, isEditable: false))
            Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document, ct).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        var converted = await LibreOffice.ConvertAsync(path, "fods", ct);
        var drawn = await File.ReadAllTextAsync(Path.Combine(converted, "chart.fods"), ct);
        Assert.Contains(ChartTable.Title, drawn, StringComparison.Ordinal);
        Assert.Contains("chart:class=\"chart:bar\"", drawn, StringComparison.Ordinal);
    }

    private static ExportTable Table(string name) => new(name, Columns, Rows.ToAsyncEnumerable());

    private static string AsShown(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "TRUE" : "FALSE",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        string text => text.Replace("\u0007", "", StringComparison.Ordinal),
        var other => Cell.Text(other)!,
    };

    private async Task<string> WriteAsync(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "book.xlsx");
        await using var file = File.Create(path);
        using var workbook = new Workbook(file);
        await workbook.AddAsync(Table("Summary"), ct);
        await workbook.AddAsync(Table("Responses"), ct);
        return path;
    }

    private static async Task<List<string[]>> ReadAsync(string path)
    {
        using var csv = new CsvReader(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture));
        await csv.ReadAsync();
        csv.ReadHeader();
        List<string[]> rows = [];
        while (await csv.ReadAsync()) rows.Add([.. Enumerable.Range(0, csv.HeaderRecord!.Length).Select(i => csv.GetField(i)!)]);
        return rows;
    }
}
