using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Followup.Results.Exports;
using NodaTime;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Followup.Tests.Results.Exports;

public sealed class WorkbookTests
{
    // each sheet to a file of its own, as shown, UTF-8: https://wiki.documentfoundation.org/Documentation/DevGuide/Spreadsheet_Documents
    private const string EachSheetAsCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

    private static readonly Column[] Columns =
    [
        new("text", "text", ""),
        new("count", "number", ""),
        new("share", "number", ""),
        new("day", "date", ""),
        new("at", "time", ""),
        new("yes", "yes/no", ""),
    ];

    private static readonly string[] Texts =
    [
        // what spreadsheets take for formulas, links to programs, or numbers (OWASP)
        "=1+1", "=HYPERLINK(\"https://evil.example\",\"x\")", "+1", "-1", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", "$=1+1",
        "007", "1e5", "2026-01-05", "TRUE",
        // what XML might lose
        "<b>&amp;\"'", " leading and trailing ", "two\nlines", "ü 漢字 🙂 عربي", "bell\u0007gone",
    ];

    private static readonly LocalDate Day = new(2026, 1, 5);
    private static readonly DateTimeOffset At = new(2026, 2, 16, 8, 30, 5, TimeSpan.Zero);

    private static readonly object?[][] Rows =
    [
        .. Texts.Select((text, i) => new object?[] { text, i, -0.25, Day, At, i % 2 == 0 }),
        [null, null, null, null, null, null],
        ["far", int.MaxValue, 1.0 / 3, new LocalDate(1999, 12, 31), new DateTimeOffset(2040, 2, 29, 23, 59, 59, TimeSpan.Zero), false],
    ];

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workbook_is_valid_by_its_standard()
    {
        using var folder = new TemporaryFolder();
        using var document = SpreadsheetDocument.Open(await WriteAsync(folder), isEditable: false);

        Assert.Empty(Faults(document));
        Assert.Equal(["Summary", "Responses"], SheetsOf(document));
    }

    [Fact]
    public async Task LibreOffice_reads_the_same_values_as_the_csv_holds()
    {
        using var folder = new TemporaryFolder();
        var sheets = await LibreOffice.ConvertAsync(await WriteAsync(folder), EachSheetAsCsv);

        foreach (var sheet in new[] { "Summary", "Responses" })
        {
            var read = await ReadAsync(Path.Combine(sheets, $"book-{sheet}.csv"));
            Assert.Equal(Rows.Length, read.Count);
            foreach (var (row, cells) in Rows.Zip(read))
            {
                for (var i = 0; i < row.Length; i++) AssertShown(row[i], cells[i]);
            }
        }

        static void AssertShown(object? value, string cell)
        {
            if (value is double number) Assert.Equal(number, double.Parse(cell, CultureInfo.InvariantCulture), 1e-12);
            else Assert.Equal(AsShown(value), cell);
        }
    }

    [Fact]
    public async Task No_text_becomes_a_formula_in_LibreOffice_neither_from_the_workbook_nor_from_the_csv()
    {
        using var folder = new TemporaryFolder();
        var csv = folder.File("book.csv");
        await using (var file = File.Create(csv)) await CsvExport.WriteAsync(file, Table("Summary"), ct);

        foreach (var path in new[] { await WriteAsync(folder), csv })
        {
            var converted = await LibreOffice.ConvertAsync(path, "fods");
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
        var path = folder.File("large.xlsx");
        var rows = Enumerable.Range(0, Workbook.MostRows).Select(i => new object?[] { i });
        await using (var file = File.Create(path))
        {
            using var workbook = new Workbook(file);
            await workbook.AddAsync(new("Rows", [Columns[1]], rows.ToAsyncEnumerable()), ct);
        }

        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Equal(["Rows", "Rows 2"], SheetsOf(document));
    }

    [Fact]
    public async Task A_chart_is_valid_and_LibreOffice_draws_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("chart.xlsx");
        object?[][] rows = [["A & <B>", 0.25, 0.5], ["Hidden", null, null], ["C", 1.0, 0.0]];
        await using (var file = File.Create(path))
        {
            using var workbook = new Workbook(file);
            await workbook.AddAsync(Table("Summary"), ct);
            await workbook.AddChartAsync(new("Chart", ChartTable.Columns, rows.ToAsyncEnumerable()), ct);
        }

        using (var document = SpreadsheetDocument.Open(path, isEditable: false)) Assert.Empty(Faults(document));
        var converted = await LibreOffice.ConvertAsync(path, "fods");
        var drawn = await File.ReadAllTextAsync(Path.Combine(converted, "chart.fods"), ct);
        Assert.Contains(ChartTable.Title, drawn, StringComparison.Ordinal);
        Assert.Contains("chart:class=\"chart:bar\"", drawn, StringComparison.Ordinal);
    }

    private static ExportTable Table(string name) => new(name, Columns, Rows.ToAsyncEnumerable());

    private IEnumerable<string> Faults(SpreadsheetDocument document)
    {
        var errors = new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document, ct);
        return errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}");
    }

    private static IEnumerable<string> SheetsOf(SpreadsheetDocument document)
    {
        var sheets = document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>();
        return sheets.Select(sheet => sheet.Name!.Value!);
    }

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
        var path = folder.File("book.xlsx");
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
        while (await csv.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, csv.HeaderRecord!.Length).Select(i => csv.GetField(i)!)]);
        }
        return rows;
    }
}
