using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Followup.Shared.Http;

/// <summary>A row of a CSV file, with the number of the line it ends on (the header is line 1).</summary>
/// <param name="Flaw">Set where the row does not fit the header or the rules of CSV: then its cells may stand in the wrong columns.</param>
public sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Cells, FieldError? Flaw = null)
{
    public string? this[string column] => Cells.GetValueOrDefault(column);
}

/// <summary>
/// Reads CSV as it comes out of HR and learning systems: RFC 4180, with or without byte order mark, commas or semicolons, columns in any
/// order and case. Unknown columns are refused, so that a misspelled one is not quietly left out.
/// </summary>
public sealed class CsvTable : IDisposable
{
    private readonly CsvReader csv;
    private readonly BadData bad;
    private readonly string[] header;

    private CsvTable(CsvReader csv, BadData bad, string[] header) => (this.csv, this.bad, this.header) = (csv, bad, header);

    /// <exception cref="FormatException">The header is missing, or names a column that is not known, or lacks a required one.</exception>
    public static async Task<CsvTable> OpenAsync(Stream body, IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        var bad = new BadData();
        // strict, or a file in another encoding would quietly lose every letter beyond A to Z
        var text = new StreamReader(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";"],
            PrepareHeaderForMatch = header => header.Header.Trim(),
            MissingFieldFound = null,
            BadDataFound = _ => bad.IsFound = true,
            MaxFieldSize = 10_000,
        });
        if (!await ReadAsync(csv) || !csv.ReadHeader())
            throw new FormatException($"The file is empty; its first line must name the columns: {string.Join(", ", columns)}.");
        var header = csv.HeaderRecord!.Select(name => Canonical(name, columns)).ToArray();
        CheckHeader(header, columns, required);
        return new(csv, bad, header);
    }

    private static void CheckHeader(string[] header, IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        if (header.FirstOrDefault(name => !columns.Contains(name)) is { } unknown)
            throw new FormatException($"There is no column '{unknown}'; known are {string.Join(", ", columns)}.");
        if (header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } repeated)
            throw new FormatException($"The column '{repeated.Key}' is there twice.");
        if (required.FirstOrDefault(name => !header.Contains(name)) is { } missing)
            throw new FormatException($"The column '{missing}' is missing.");
    }

    public async IAsyncEnumerable<CsvRow> RowsAsync()
    {
        while (await ReadAsync(csv))
        {
            bad.IsFound = false;
            var cells = header.Index().ToDictionary(column => column.Item, column => CellAt(column.Index));
            yield return new(csv.Parser.RawRow, cells, FlawOf(header.Length));
        }
    }

    private static string Canonical(string name, IReadOnlyList<string> columns) =>
        columns.FirstOrDefault(column => column.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) ?? name.Trim();

    private string CellAt(int index) => csv.TryGetField<string>(index, out var cell) ? cell ?? "" : "";

    private FieldError? FlawOf(int columns)
    {
        if (bad.IsFound)
        {
            return new(
                "row",
                "A quotation mark stands where none may, or is not closed; put the whole cell in quotes and double those in it.");
        }
        var cells = csv.Parser.Count;
        return cells > columns ? new("row", $"This row has {cells} cells, the header names {columns}.") : null;
    }

    private static async Task<bool> ReadAsync(CsvReader csv)
    {
        try
        {
            return await csv.ReadAsync();
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"The file is not UTF-8 text from about line {csv.Parser.RawRow + 1} on; save it as CSV UTF-8.");
        }
    }

    private sealed class BadData
    {
        public bool IsFound { get; set; }
    }

    public void Dispose() => csv.Dispose();
}
