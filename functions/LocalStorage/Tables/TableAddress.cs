using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;
using Followup.LocalStorage.Wire;

namespace Followup.LocalStorage.Tables;

/// <summary>
/// What stands behind the account in the address: <c>t</c> takes new rows, <c>t()</c> is queried, and
/// <c>t(PartitionKey='..',RowKey='..')</c> is one row.
/// </summary>
internal readonly record struct TableAddress(string Table, string? Arguments)
{
    public static TableAddress Of(string resource)
    {
        var open = resource.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return new(resource, null);
        return resource[^1] == ')' ? new(resource[..open], resource[(open + 1)..^1]) : throw new RefusedException(Refusal.InvalidInput);
    }

    public RowWrite Write(string method, string? ifMatch, ReadOnlySpan<byte> body) => (method, Arguments) switch
    {
        ("POST", null or "") => Insert(body),
        ("PUT", { Length: > 0 }) => Update(WriteKind.Replace, ifMatch, body),
        ("PATCH" or "MERGE", { Length: > 0 }) => Update(WriteKind.Merge, ifMatch, body),
        ("DELETE", { Length: > 0 }) => Delete(ifMatch),
        _ => throw new RefusedException(Refusal.NotImplemented),
    };

    private static RowWrite Insert(ReadOnlySpan<byte> body)
    {
        var entity = EntityReader.Read(body);
        if (entity.PartitionKey is null || entity.RowKey is null) throw new RefusedException(Refusal.PropertiesNeedValue);
        return Checked(WriteKind.Insert, entity.PartitionKey, entity.RowKey, entity, default);
    }

    private RowWrite Update(WriteKind kind, string? ifMatch, ReadOnlySpan<byte> body)
    {
        var (partition, row) = Keys.Read(Arguments!);
        return Checked(kind, partition, row, EntityReader.Read(body), ETags.Read(ifMatch));
    }

    private RowWrite Delete(string? ifMatch)
    {
        if (string.IsNullOrEmpty(ifMatch)) throw new RefusedException(Refusal.MissingRequiredHeader);
        var (partition, row) = Keys.Read(Arguments!);
        return new(WriteKind.Delete, Keys.Checked(partition, row), [], ETags.Read(ifMatch));
    }

    private static RowWrite Checked(WriteKind kind, string partition, string row, Entity entity, WriteCondition condition) =>
        Members.LimitOf(partition.Length + row.Length, entity.Members) is { } refusal
            ? throw new RefusedException(refusal)
            : new(kind, Keys.Checked(partition, row), entity.Members, condition);
}
