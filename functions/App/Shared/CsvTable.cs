using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Followup.Shared;

/// <summary>A row of a CSV file, with the number of the line it ends on (the header is line 1).</summary>
public sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string? this[string column] => Cells.GetValueOrDefault(column);
}

/// <summary>
/// Reads CSV as it comes out of HR and learning systems: RFC 4180, with or without byte order mark, commas or semicolons, columns in any order. Unknown
/// columns are refused, so that a misspelled one is not quietly left out.
/// </summary>
public sealed class CsvTable : IDisposable
{
    private readonly CsvReader csv;

    private CsvTable(CsvReader csv) => this.csv = csv;

    /// <exception cref="FormatException">The header is missing, or names a column that is not known, or lacks a required one.</exception>
    public static async Task<CsvTable> OpenAsync(Stream body, IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        var csv = new CsvReader(new StreamReader(body), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";"],
            PrepareHeaderForMatch = header => header.Header.Trim(),
            MissingFieldFound = null,
            BadDataFound = null,
            MaxFieldSize = 10_000,
        });
        if (!await csv.ReadAsync() || !csv.ReadHeader()) throw new FormatException($"The file is empty; its first line must name the columns: {string.Join(", ", columns)}.");
        var header = csv.HeaderRecord!.Select(name => name.Trim()).ToList();
        if (header.FirstOrDefault(name => !columns.Contains(name)) is { } unknown)
            throw new FormatException($"There is no column '{unknown}'; known are {string.Join(", ", columns)}.");
        if (required.FirstOrDefault(name => !header.Contains(name)) is { } missing) throw new FormatException($"The column '{missing}' is missing.");
        return new(csv);
    }

    public async IAsyncEnumerable<CsvRow> RowsAsync()
    {
        var header = csv.HeaderRecord!;
        while (await csv.ReadAsync())
            yield return new(csv.Parser.RawRow, header.Select((name, i) => (name.Trim(), csv.TryGetField<string>(i, out var cell) ? cell ?? "" : ""))
                .ToDictionary(pair => pair.Item1, pair => pair.Item2));
    }

    public void Dispose() => csv.Dispose();
}
