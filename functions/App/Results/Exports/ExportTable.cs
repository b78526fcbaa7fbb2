namespace Followup.Results.Exports;

/// <summary>A table that is read while it is written: its rows are never all in memory.</summary>
/// <param name="Rows">Each row's values in the order of the columns.</param>
public sealed record ExportTable(string Name, IReadOnlyList<Column> Columns, IAsyncEnumerable<object?[]> Rows)
{
    public static ExportTable Of<TRow>(string name, IReadOnlyList<Column<TRow>> columns, IAsyncEnumerable<TRow> rows) =>
        new(name, columns, rows.Select(row => ValuesOf(columns, row)));

    private static object?[] ValuesOf<TRow>(IReadOnlyList<Column<TRow>> columns, TRow row)
    {
        var values = new object?[columns.Count];
        for (var i = 0; i < values.Length; i++) values[i] = columns[i].Value(row);
        return values;
    }
}
