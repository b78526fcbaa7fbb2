using Azure.Data.Tables;
using CsCheck;

namespace Followup.LocalStorage.Tests.Beside;

/// <summary>Random operations on few keys and values, so that they meet each other, without what Azurite is known to do wrong.</summary>
internal static class Generators
{
    private static readonly Gen<string> Partition = Gen.Frequency((4, "p"), (1, "q"), (1, ""));

    // Azurite orders by UTF-16 and LocalStorage by code point, so nothing beyond U+FFFF.
    private static readonly Gen<string> Key = Gen.Frequency(
        (4, Gen.OneOf("a", "b")), (1, Gen.OneOf("", "ab", "A", "it's", "100%", "a b", "ü", "語", "|", "~")));

    private static readonly Gen<Property[]> Properties = Gen.OneOf([.. Columns.All.Select(column => column.Property)]).Array[0, 4]
        .Select(properties => properties.DistinctBy(property => property.Name).ToArray());

    private static readonly Gen<Write> Write = Gen.Select(
        Gen.OneOf(Enum.GetValues<TableTransactionActionType>()),
        Partition,
        Key,
        Properties,
        Gen.OneOf(Tag.Current, Tag.Current, Tag.Any, Tag.Old),
        (type, partition, row, properties, tag) => new Write(type, partition, row, properties, tag));

    // Azurite takes a transaction over several partitions (https://github.com/Azure/Azurite/issues/1215), and refuses a row that is there
    // twice only as it comes to it, when another failure may have been told.
    private static readonly Gen<Transaction> Transaction = Gen.Select(Partition, Write.Array[1, 5], (partition, writes) =>
        new Transaction([.. writes.DistinctBy(write => write.Row).Select(write => write with { Partition = partition })]));

    private static readonly Gen<string[]> Select = Gen.OneOf<string[]>(
        [], [], [], ["Text"], ["Text", "Number"], ["PartitionKey", "RowKey"], ["RowKey", "Time", "Missing"]);

    // Azurite answers a page size of 0 without end, and takes one of more than 1000.
    private static readonly Gen<int?> PageSize = Gen.OneOf<int?>(null, null, 1, 2, 7, 1000);

    private static readonly Gen<string> Comparison = Gen.Frequency(
        (3, Gen.OneOf([.. Columns.All.Select(column => column.Comparison)])),
        (1, Gen.Select(Columns.Comparer, Partition, (comparer, key) => $"PartitionKey {comparer} {Columns.Quoted(key)}")),
        (1, Gen.Select(Columns.Comparer, Key, (comparer, key) => $"RowKey {comparer} {Columns.Quoted(key)}")),
        (1, Gen.Select(Columns.Comparer, Key, (comparer, key) => $"{Columns.Quoted(key)} {comparer} RowKey")));

    private static readonly Gen<string> Filter = Gen.Recursive<string>((depth, inner) => depth > 2
        ? Comparison
        : Gen.Frequency(
            (3, Comparison),
            (3, Gen.Select(inner, inner, (left, right) => $"{left} and {right}")),
            (2, Gen.Select(inner, inner, (left, right) => $"({left} or {right})")),
            (1, inner.Select(negated => $"not ({negated})"))));

    private static readonly Gen<Query> Query = Gen.Select(
        Gen.Frequency((1, Gen.Const("")), (9, Filter)), Select, PageSize, (filter, select, size) => new Query(filter, select, size));

    private static readonly Gen<Read> Read = Gen.Select(
        Partition, Key, Select, (partition, row, select) => new Read(partition, row, select));

    public static Gen<Operation> Operation { get; } = Gen.Frequency<Operation>((10, Write), (4, Transaction), (2, Read), (6, Query));
}
