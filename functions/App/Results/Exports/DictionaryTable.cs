namespace Followup.Results.Exports;

/// <summary>A column, and the table that it belongs to.</summary>
public sealed record DictionaryRow(string Table, Column Column);

/// <summary>What every column of the other tables means.</summary>
public static class DictionaryTable
{
    public static readonly IReadOnlyList<Column<DictionaryRow>> Columns =
    [
        new("table", "text", "The sheet.", row => row.Table),
        new("column", "text", "Its name; it stays.", row => row.Column.Name),
        new("kind", "text", "text, number, date, time (UTC) or yes/no.", row => row.Column.Kind),
        new("meaning", "text", "What it says.", row => row.Column.Meaning),
    ];

    public static ExportTable Of(params IEnumerable<ExportTable> tables) =>
        ExportTable.Of("Data dictionary", Columns, Rows(tables).ToAsyncEnumerable());

    private static IEnumerable<DictionaryRow> Rows(IEnumerable<ExportTable> tables) =>
        from table in tables
        from column in table.Columns
        select new DictionaryRow(table.Name, column);
}
