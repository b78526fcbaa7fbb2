namespace Followup.LocalStorage.Store;

internal enum WriteKind
{
    Insert,
    Replace,
    Merge,
    Delete,
}

/// <summary>What an update or a deletion asks of the row that is there.</summary>
/// <param name="MustExist">Not so for the upserts.</param>
/// <param name="Stamp">The one that the row must still have; null if any will do.</param>
internal readonly record struct WriteCondition(bool MustExist, long? Stamp);

/// <summary>One change of one row. An insertion has no condition but that there is no such row.</summary>
internal sealed record RowWrite(WriteKind Kind, RowKeys Keys, byte[] Members, WriteCondition Condition);
