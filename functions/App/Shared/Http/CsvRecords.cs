using System.Runtime.CompilerServices;
using System.Text;

namespace Followup.Shared.Http;

/// <summary>The file cannot be read from this line on.</summary>
public sealed class CsvBrokenException(int line, string message) : FormatException(message)
{
    /// <summary>From 1; of a quotation mark that is not closed, the line on which it opens.</summary>
    public int Line { get; } = line;
}

/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="HasStrayQuote">A quotation mark stands where none may: its cells may stand in the wrong columns.</param>
internal sealed record CsvRecord(int Line, string[] Cells, bool HasStrayQuote);

/// <summary>
/// Cuts CSV into records, by RFC 4180, and what spreadsheets make of it: semicolons, tabs or bars instead of commas, as the first line has
/// most of, or as a line <c>sep=;</c> before it says; cells as <c>="000124"</c>. Lines of nothing but delimiters are passed over. Written
/// by hand, because an open quotation mark has to be named by the line on which it opens, and a byte that is no text by its own.
/// </summary>
/// <param name="encoding">What the text is read as, for whoever reads the error.</param>
internal sealed class CsvRecords(TextReader text, string encoding)
{
    /// <summary>What the decoder puts for bytes that are no text; a noncharacter, which stands in no text.</summary>
    public const char NoText = '\uFFFF';

    private const int LongestCell = 10_000, LongestFirstLine = 100_000;
    private const char Unknown = '\0';

    private enum At { StartOfCell, Cell, Quoted, QuoteInQuoted }

    private readonly StringBuilder first = new(), cell = new();
    private readonly List<string> cells = [];
    private char delimiter = Unknown;
    private At at = At.StartOfCell;
    private int line = 1, begins = 1, quoteOpens;
    private bool hasStrayQuote, hasNoText, isAfterReturn, isQuotedInFirst;

    /// <exception cref="CsvBrokenException">All records before were handed out.</exception>
    public async IAsyncEnumerable<CsvRecord> ReadAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        var buffer = new char[8192];
        for (int count; (count = await text.ReadAsync(buffer, ct)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                if (delimiter != Unknown)
                {
                    if (Next(buffer[i]) is { } record) yield return record;
                    continue;
                }
                foreach (var record in FirstLine(buffer[i])) yield return record;
            }
        }
        if (delimiter == Unknown)
        {
            foreach (var record in DecideDelimiter()) yield return record;
        }
        if (at == At.Quoted) throw OpenQuote("to the end of the file");
        if (EndOfRecord() is { } last) yield return last;
    }

    /// <summary>Keeps the first line until it is whole: only then is it known what delimits its cells.</summary>
    private IEnumerable<CsvRecord> FirstLine(char next)
    {
        if (first.Length == 0 && (next is '\r' or '\n'))
        {
            Next(next); // an empty line before it
            return [];
        }
        first.Append(next);
        if (next == '"') isQuotedInFirst = !isQuotedInFirst;
        var isWhole = next is '\r' or '\n' && !isQuotedInFirst;
        return isWhole || first.Length > LongestFirstLine ? DecideDelimiter() : [];
    }

    private IEnumerable<CsvRecord> DecideDelimiter()
    {
        var header = first.ToString();
        if (string.IsNullOrWhiteSpace(header))
        {
            first.Clear(); // a line of spaces before it
            return header.Select(Next).OfType<CsvRecord>();
        }
        var declared = header.Trim('"', '\r', '\n');
        if (declared.Length == 5 && declared.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            delimiter = declared[4];
            Next(header[^1] is '\r' or '\n' ? header[^1] : '\n'); // its line counts, and holds nothing
            return [];
        }
        delimiter = ",;\t|".MaxBy(candidate => CountOutsideQuotes(header, candidate));
        return header.Select(Next).OfType<CsvRecord>();
    }

    private static int CountOutsideQuotes(string line, char candidate)
    {
        var (count, isQuoted) = (0, false);
        foreach (var c in line)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (c == candidate && !isQuoted) count++;
        }
        return count;
    }

    private CsvRecord? Next(char c)
    {
        if (c == '\n' && isAfterReturn)
        {
            isAfterReturn = false;
            if (at == At.Quoted) cell.Append(c);
            else begins = line;
            return null;
        }
        isAfterReturn = c == '\r';
        var isEndOfLine = c is '\r' or '\n';
        if (isEndOfLine) line++;
        hasNoText |= c == NoText;
        if (at == At.Quoted)
        {
            if (c == '"') at = At.QuoteInQuoted;
            else Append(c);
            return null;
        }
        if (isEndOfLine) return EndOfRecord();
        if (c == delimiter) EndOfCell();
        else if (c == '"') Quote();
        else if (at != At.QuoteInQuoted || c != ' ') AppendToCell(c);
        return null;
    }

    private void AppendToCell(char c)
    {
        hasStrayQuote |= at == At.QuoteInQuoted;
        at = At.Cell;
        Append(c);
    }

    private void Quote()
    {
        // ="000124": how some write a text that a spreadsheet must not take for a number
        var opens = at == At.StartOfCell || (at == At.Cell && cell.Length == 1 && cell[0] == '=');
        if (opens)
        {
            cell.Clear();
            quoteOpens = line;
            at = At.Quoted;
            return;
        }
        if (at == At.QuoteInQuoted) at = At.Quoted;
        else hasStrayQuote = true;
        Append('"');
    }

    private void Append(char c)
    {
        cell.Append(c);
        if (cell.Length <= LongestCell) return;
        if (at == At.Quoted) throw OpenQuote($"within {LongestCell} characters");
        throw new CsvBrokenException(begins, $"Line {begins} has a cell of more than {LongestCell} characters; is this a CSV file?");
    }

    private void EndOfCell()
    {
        cells.Add(cell.ToString());
        cell.Clear();
        at = At.StartOfCell;
    }

    private CsvRecord? EndOfRecord()
    {
        EndOfCell();
        if (hasNoText) throw NotText();
        var record = new CsvRecord(begins, [.. cells], hasStrayQuote);
        cells.Clear();
        hasStrayQuote = false;
        begins = line;
        return Array.TrueForAll(record.Cells, string.IsNullOrWhiteSpace) ? null : record;
    }

    private CsvBrokenException OpenQuote(string within)
    {
        var start = new string([.. cell.ToString().Take(40).TakeWhile(c => c is not '\r' and not '\n')]);
        return new(
            quoteOpens,
            $"A quotation mark opens on line {quoteOpens} before '{start}' and is not closed {within}; close it, or double it where it "
            + "belongs to the text.");
    }

    private CsvBrokenException NotText()
    {
        var value = cells.First(text => text.Contains(NoText, StringComparison.Ordinal)).Replace(NoText, '\uFFFD').Trim();
        return new(
            begins,
            $"Line {begins}: '{(value.Length > 80 ? value[..80] : value)}' is not {encoding} text; save the file as CSV UTF-8, or declare "
            + "what it is in the header Content-Type, such as text/csv; charset=windows-1252.");
    }
}
