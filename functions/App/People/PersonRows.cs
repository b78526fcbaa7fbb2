using Azure.Data.Tables;

namespace Followup.People;

/// <summary>
/// All rows of a person's partition of table <c>people</c>, as one call reads them: who they are, what they want no mails about, and what
/// other steps keep beside it.
/// </summary>
public sealed class PersonRows
{
    private readonly Dictionary<string, TableEntity> rows;

    public PersonRows(IEnumerable<TableEntity> rows)
    {
        this.rows = rows.ToDictionary(row => row.RowKey);
        Person = Find("person") is { } row ? PersonRow.Of(row) : null;
        OptedOut = OptedOut.Of(this.rows.Keys);
    }

    /// <summary>Null for nobody, or for the address of somebody.</summary>
    public PersonRow? Person { get; }

    public OptedOut OptedOut { get; }

    /// <summary>Those whose row keys begin so.</summary>
    public IEnumerable<TableEntity> Starting(string prefix) =>
        rows.Values.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal));

    public TableEntity? Find(string rowKey) => rows.GetValueOrDefault(rowKey);
}
