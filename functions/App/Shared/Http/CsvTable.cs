using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Followup.Shared.Http;

/// <summary>A row of a CSV file, with the number of the line on which it begins (the first line is 1).</summary>
/// <param name="header">The columns, as they follow one another in the file.</param>
/// <param name="cells">As many as the header has, or fewer.</param>
public sealed class CsvRow(int line, IReadOnlyList<string> header, IReadOnlyList<string> cells, FieldError? flaw)
{
    public int Line => line;

    /// <summary>As the row has them, whichever columns they belong to.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>Set where the row does not fit the header or the rules of CSV: then its cells may stand in the wrong columns.</summary>
    public FieldError? Flaw => flaw;

    /// <summary>Set where the row ends before the header does: what its last columns are to hold is not known.</summary>
    public FieldError? Shortness => cells.Count == header.Count ? null : new(
        "row",
        $"This row has {cells.Count} cells, the header names {header.Count} columns; write a delimiter for a cell that is empty, too.");

    /// <summary>Null where the file has no such column, or the row no such cell.</summary>
    public string? this[string column]
    {
        get
        {
            for (var i = 0; i < cells.Count; i++)
            {
                if (header[i] == column) return cells[i];
            }
            return null;
        }
    }
}

/// <summary>
/// Reads CSV as it comes out of HR and learning systems and out of spreadsheets: see <see cref="SentText"/> for its encodings and
/// <see cref="CsvRecords"/> for its delimiters. Columns stand in any order and case, and delimiters too many at the end of a line are none.
/// Unknown columns are refused, all at once, so that a misspelled one is not quietly left out.
/// </summary>
public sealed class CsvTable : IDisposable
{
    // more of them are no header
    private const int MostUnknown = 50;

    private readonly TextReader text;
    private readonly IAsyncEnumerator<CsvRecord> records;

    private CsvTable(TextReader text, IAsyncEnumerator<CsvRecord> records, IReadOnlyList<string> header) =>
        (this.text, this.records, Header) = (text, records, header);

    /// <summary>The columns of the file, by the names that they are known by.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Of a request: its body, or the one file of its form.</summary>
    /// <inheritdoc cref="OpenAsync(Stream, IReadOnlyList{string}, IReadOnlyList{string}, string?, CancellationToken)"/>
    public static async Task<CsvTable> OpenAsync(
        HttpRequest request, IReadOnlyList<string> columns, IReadOnlyList<string> required, CancellationToken ct)
    {
        var (body, charset) = await SentText.FileAsync(request, ct);
        return await OpenAsync(body, columns, required, charset, ct);
    }

    /// <param name="charset">As declared; a byte order mark counts for more.</param>
    /// <exception cref="FormatException">The header is missing, or names columns that are not known, or lacks a required one.</exception>
    public static async Task<CsvTable> OpenAsync(
        Stream body, IReadOnlyList<string> columns, IReadOnlyList<string> required, string? charset = null, CancellationToken ct = default)
    {
        var (text, encoding) = await SentText.OpenAsync(body, charset, ct);
        var records = new CsvRecords(text, encoding).ReadAsync(ct).GetAsyncEnumerator(ct);
        if (!await records.MoveNextAsync())
            throw new FormatException($"The file is empty; its first line must name the columns: {string.Join(", ", columns)}.");
        string[] header = [.. WithoutEmptyEnd(records.Current.Cells).Select(name => Canonical(name, columns))];
        CheckHeader(header, columns, required);
        return new(text, records, header);
    }

    private static void CheckHeader(string[] header, IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        string[] unknown = [.. header.Where(name => !columns.Contains(name)).Select(name => $"'{name}'").Distinct()];
        if (unknown.Length > 0)
        {
            var more = unknown.Length > MostUnknown ? $" and {unknown.Length - MostUnknown} more" : "";
            // curl -d takes out the ends of lines: https://curl.se/docs/manpage.html#-d
            var then = more == "" ? "Rename those that mean the same, and leave out the others."
                : "Is the whole file one line? With curl, send it by --data-binary, or as a form by -F; -d takes the ends of lines out.";
            throw new FormatException(
                $"There {(unknown.Length == 1 ? "is no column" : "are no columns")} {string.Join(", ", unknown.Take(MostUnknown))}{more}; "
                + $"known are {string.Join(", ", columns)}. {then}");
        }
        if (header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } repeated)
            throw new FormatException($"The column '{repeated.Key}' is there twice.");
        if (required.FirstOrDefault(name => !header.Contains(name)) is { } missing)
            throw new FormatException($"The column '{missing}' is missing.");
    }

    /// <summary>The rows, once.</summary>
    /// <exception cref="CsvBrokenException">All rows before were handed out.</exception>
    public async IAsyncEnumerable<CsvRow> RowsAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        while (await records.MoveNextAsync())
        {
            ct.ThrowIfCancellationRequested();
            var (line, cells, hasStrayQuote) = records.Current;
            if (cells.Length > Header.Count) cells = [.. cells.Take(Header.Count), .. WithoutEmptyEnd(cells.Skip(Header.Count))];
            yield return new(line, Header, cells.Length > Header.Count ? cells[..Header.Count] : cells, FlawOf(cells, hasStrayQuote));
        }
    }

    private static IEnumerable<string> WithoutEmptyEnd(IEnumerable<string> cells) =>
        cells.Reverse().SkipWhile(string.IsNullOrWhiteSpace).Reverse();

    private static string Canonical(string name, IReadOnlyList<string> columns)
    {
        var trimmed = name.Trim().Trim('\u200B', '\uFEFF', '\u00A0');
        return columns.FirstOrDefault(column => column.Equals(trimmed, StringComparison.OrdinalIgnoreCase)) ?? trimmed;
    }

    private FieldError? FlawOf(string[] cells, bool hasStrayQuote)
    {
        if (hasStrayQuote)
            return new("row", "A quotation mark stands where none may; put the whole cell in quotes and double those in it.");
        if (cells.Length <= Header.Count) return null;
        return new(
            "row",
            $"This row has {cells.Length} cells, the header names {Header.Count} columns; put a cell that holds a delimiter in quotes.");
    }

    public void Dispose() => text.Dispose();
}
