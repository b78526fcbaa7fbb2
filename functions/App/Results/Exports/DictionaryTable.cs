namespace Followup.Results.Exports;

/// <summary>What every column of the other tables means.</summary>
public static class DictionaryTable
{
    public static readonly IReadOnlyList<Column> Columns =
        [new("table", "text", "The sheet."), new("column", "text", "Its name; it stays."), new("kind", "text", "text, number, date, time (UTC) or yes/no."), new("meaning", "text", "What it says.")];

    public static ExportTable Of(params IEnumerable<ExportTable> tables) => new(
        "Data dictionary", Columns, tables.SelectMany(table => table.Columns.Select(column => (object?[])[table.Name, column.Name, column.Kind, column.Meaning])).ToAsyncEnumerable());
}
