namespace Followup.Results.Exports;

/// <summary>A table that is read while it is written: its rows are never all in memory.</summary>
public sealed record ExportTable(string Name, IReadOnlyList<Column> Columns, IAsyncEnumerable<object?[]> Rows);
