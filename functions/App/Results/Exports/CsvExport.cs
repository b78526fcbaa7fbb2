using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Followup.Results.Exports;

/// <summary>A table as CSV (RFC 4180).</summary>
public static class CsvExport
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    // First characters of what a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection. The library's own
    // guard would write -0.1 behind an apostrophe too.
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n");

    public static async Task WriteAsync(Stream body, ExportTable table, CancellationToken ct)
    {
        // With a byte order mark: without one Excel takes UTF-8 for the local code page.
        var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(writer, Format);
        foreach (var column in table.Columns) csv.WriteField(column.Name);
        await csv.NextRecordAsync();
        await foreach (var row in table.Rows.WithCancellation(ct))
        {
            foreach (var value in row) Write(csv, value);
            await csv.NextRecordAsync();
        }
    }

    private static void Write(CsvWriter csv, object? value)
    {
        // half of the cells of responses are empty: the library would look for what must be quoted in each
        if (value is null) csv.WriteField(null, shouldQuote: false);
        else csv.WriteField(value is string text ? Guarded(text) : Cell.Text(value));
    }

    /// <summary>Text that would be a formula stands behind an apostrophe.</summary>
    private static string Guarded(string text) => text.Length > 0 && Formula.Contains(text[0]) ? $"'{text}" : text;
}
