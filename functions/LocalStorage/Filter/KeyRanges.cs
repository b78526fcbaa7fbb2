using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Filter;

/// <summary>
/// The part of a table in which a condition can be met, as far as the keys in its top-level conjunction tell. Rows in it are still asked
/// for the whole condition.
/// </summary>
internal static class KeyRanges
{
    /// <param name="from">Where an earlier page ended.</param>
    public static KeyRange Of(Condition? condition, RowKeys? from)
    {
        var (partition, row) = (new Bounds(), new Bounds());
        Narrow(condition, partition, row);
        var start = new RowKeys(partition.From, row.From);
        return new(from is not null && Compare(from, start) > 0 ? from : start, End(partition, row));
    }

    private static void Narrow(Condition? condition, Bounds partition, Bounds row)
    {
        if (condition is And(var left, var right))
        {
            Narrow(left, partition, row);
            Narrow(right, partition, row);
        }
        else if (condition is Comparison { Literal.Type: EdmType.String } key)
        {
            if (key.Property == "PartitionKey") partition.Narrow(key.Comparer, key.Literal.Bytes);
            if (key.Property == "RowKey") row.Narrow(key.Comparer, key.Literal.Bytes);
        }
    }

    // Where the last partition is in the range itself, its rows are limited as well.
    private static RowKeys? End(Bounds partition, Bounds row) => partition.Before switch
    {
        null => null,
        [.. var last, 0] when row.Before is { } before => new(last, before),
        var before => new(before, []),
    };

    private static int Compare(RowKeys left, RowKeys right) =>
        left.Partition.AsSpan().SequenceCompareTo(right.Partition) is var order and not 0
            ? order
            : left.Row.AsSpan().SequenceCompareTo(right.Row);

    /// <summary>From a key on, itself among them, to before another; the key next to one is that with a zero behind it.</summary>
    private sealed class Bounds
    {
        public byte[] From { get; private set; } = [];
        public byte[]? Before { get; private set; }

        public void Narrow(Comparer comparer, byte[] key)
        {
            byte[] nextKey = [.. key, 0];
            if (comparer is Comparer.Equal or Comparer.GreaterOrEqual) From = Later(key);
            if (comparer is Comparer.Greater) From = Later(nextKey);
            if (comparer is Comparer.Equal or Comparer.LessOrEqual) Before = Earlier(nextKey);
            if (comparer is Comparer.Less) Before = Earlier(key);
        }

        private byte[] Later(byte[] key) => key.AsSpan().SequenceCompareTo(From) > 0 ? key : From;

        private byte[] Earlier(byte[] key) => Before is null || key.AsSpan().SequenceCompareTo(Before) < 0 ? key : Before;
    }
}
