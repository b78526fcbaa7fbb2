using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests.Beside;

/// <summary>What is done to a table in the same way on two servers.</summary>
internal abstract record Operation
{
    /// <summary>What the client is told, but for what each server makes up itself: Timestamp and ETag.</summary>
    public abstract Task<string> RunAsync(Side side, CancellationToken ct);
}

/// <summary>Which ETag a write names: the row's, one that it had before, or any.</summary>
internal enum Tag
{
    Current,
    Old,
    Any,
}

internal sealed record Property(string Name, object? Value)
{
    public override string ToString() => $"{Name}={Values.Text(Value)}";
}

internal sealed record Write(TableTransactionActionType Type, string Partition, string Row, Property[] Properties, Tag Tag) : Operation
{
    public override async Task<string> RunAsync(Side side, CancellationToken ct)
    {
        var (entity, etag, table) = (Entity(), side.ETag(this), side.Table);
        var answer = Type switch
        {
            TableTransactionActionType.Add => await table.AddEntityAsync(entity, ct),
            TableTransactionActionType.UpdateMerge => await table.UpdateEntityAsync(entity, etag, TableUpdateMode.Merge, ct),
            TableTransactionActionType.UpdateReplace => await table.UpdateEntityAsync(entity, etag, TableUpdateMode.Replace, ct),
            TableTransactionActionType.UpsertMerge => await table.UpsertEntityAsync(entity, TableUpdateMode.Merge, ct),
            TableTransactionActionType.UpsertReplace => await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, ct),
            _ => await table.DeleteEntityAsync(Partition, Row, etag, ct),
        };
        side.Keep(this, answer);
        return $"{answer.Status}";
    }

    public TableEntity Entity()
    {
        var entity = new TableEntity(Partition, Row);
        foreach (var property in Properties) entity[property.Name] = property.Value;
        return entity;
    }

    public override string ToString() => $"{Type} '{Partition}' '{Row}' {Tag} {string.Join(' ', (object[])Properties)}";
}

internal sealed record Transaction(Write[] Writes) : Operation
{
    public override async Task<string> RunAsync(Side side, CancellationToken ct)
    {
        var actions = Writes.Select(write => new TableTransactionAction(write.Type, write.Entity(), side.ETag(write)));
        var answers = (await side.Table.SubmitTransactionAsync([.. actions], ct)).Value;
        foreach (var (write, answer) in Writes.Zip(answers)) side.Keep(write, answer);
        return string.Join(' ', answers.Select(answer => answer.Status));
    }

    public override string ToString() => $"Transaction of {string.Join(", ", (object[])Writes)}";
}

internal sealed record Read(string Partition, string Row, string[] Select) : Operation
{
    public override async Task<string> RunAsync(Side side, CancellationToken ct) => Values.Text(
        await side.Table.GetEntityAsync<TableEntity>(Partition, Row, Select.Length > 0 ? Select : null, ct));

    public override string ToString() => $"Read '{Partition}' '{Row}' {string.Join(',', Select)}";
}

internal sealed record Query(string? Filter, string[] Select, int? PageSize) : Operation
{
    public override async Task<string> RunAsync(Side side, CancellationToken ct)
    {
        var rows = await side.Table.QueryAsync<TableEntity>(Filter, PageSize, Select.Length > 0 ? Select : null, ct).ToListAsync(ct);
        return string.Join('\n', rows.Select(Values.Text));
    }

    public override string ToString() => $"Query {Filter} select {string.Join(',', Select)} by {PageSize}";
}
