using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Filter;

/// <summary>A parsed <c>$filter</c>, evaluated on rows where they lie.</summary>
internal abstract record Condition
{
    public abstract bool IsMetBy(in RowView row);
}

internal sealed record And(Condition Left, Condition Right) : Condition
{
    public override bool IsMetBy(in RowView row) => Left.IsMetBy(row) && Right.IsMetBy(row);
}

internal sealed record Or(Condition Left, Condition Right) : Condition
{
    public override bool IsMetBy(in RowView row) => Left.IsMetBy(row) || Right.IsMetBy(row);
}

internal sealed record Not(Condition Negated) : Condition
{
    public override bool IsMetBy(in RowView row) => !Negated.IsMetBy(row);
}

internal enum Comparer
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// <summary>
/// What a property, or a key, is to a literal. A property that is missing, or of another type, meets no comparison, not even <c>ne</c>.
/// Numbers compare by value, all else by bytes.
/// </summary>
internal sealed record Comparison(string Property, byte[] Name, Comparer Comparer, Literal Literal) : Condition
{
    public override bool IsMetBy(in RowView row) => Order(row) is { } order && Comparer switch
    {
        Comparer.Equal => order == 0,
        Comparer.NotEqual => order != 0,
        Comparer.Greater => order > 0,
        Comparer.GreaterOrEqual => order >= 0,
        Comparer.Less => order < 0,
        _ => order <= 0,
    };

    private int? Order(in RowView row)
    {
        switch (Property)
        {
            case "PartitionKey":
                return Literal.Type == EdmType.String ? row.PartitionKey.SequenceCompareTo(Literal.Bytes) : null;
            case "RowKey":
                return Literal.Type == EdmType.String ? row.RowKey.SequenceCompareTo(Literal.Bytes) : null;
            case "Timestamp":
                return Literal.Type == EdmType.DateTime ? row.Stamp.CompareTo(Literal.Whole) : null;
        }
        var reader = new MemberReader(row.Members);
        while (reader.Read())
        {
            if (reader.Current.Name.SequenceEqual(Name)) return Literal.CompareFrom(reader.Current);
        }
        return null;
    }
}
