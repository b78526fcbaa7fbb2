using Azure;
using Azure.Data.Tables;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.Shared.Storage;

/// <summary>A transaction that fails because of one row falls back to single ones: on real tables.</summary>
public sealed class TableTransactionsTests(SystemFixture fixture) : IAsyncLifetime
{
    private const string Partition = "p";

    private readonly string name = $"t{Guid.NewGuid():n}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TableClient Table => fixture.System.Services.GetRequiredService<TableServiceClient>().GetTableClient(name);

    public async ValueTask InitializeAsync() => await Table.CreateAsync(Ct);

    public async ValueTask DisposeAsync() => await Table.DeleteAsync(Ct);

    [Fact]
    public async Task Of_many_rows_the_one_that_was_changed_and_the_one_that_was_deleted_since_are_not_written()
    {
        var rows = await StoredAsync(130);
        await Table.UpdateEntityAsync(new TableEntity(Partition, rows[50].RowKey) { ["N"] = -1 }, ETag.All, cancellationToken: Ct);
        await Table.DeleteEntityAsync(Partition, rows[120].RowKey, ETag.All, Ct);
        foreach (var row in rows) row["N"] = 1;

        var missed = await Table.UpdateUnchangedAsync(rows.Select(row => (IReadOnlyList<TableEntity>)[row]), Ct);

        Assert.Equal([rows[50].RowKey, rows[120].RowKey], missed.Select(group => Assert.Single(group).RowKey).Order());
        var now = await AllAsync();
        Assert.Equal(128, now.Count(row => row["N"] is 1));
        Assert.Equal(-1, now[50]["N"]);
        Assert.Equal(129, now.Count);

        // the rows that were written have their new ETags: nothing of them has changed since
        rows.RemoveAll(row => missed.Any(group => group[0] == row));
        Assert.Empty(await Table.UpdateUnchangedAsync(rows.Select(row => (IReadOnlyList<TableEntity>)[row]), Ct));
    }

    [Fact]
    public async Task A_row_that_changes_just_before_the_transaction_is_missed_and_only_it()
    {
        var rows = await StoredAsync(100);
        var another = new TableEntity(Partition, rows[99].RowKey) { ["N"] = -1 };
        var interference = new Interference(
            Interference.Transaction(1), () => Table.UpdateEntityAsync(another, ETag.All, cancellationToken: Ct));
        foreach (var row in rows) row["N"] = 1;

        var missed = await interference.With(fixture).GetTableClient(name)
            .UpdateUnchangedAsync(rows.Select(row => (IReadOnlyList<TableEntity>)[row]), Ct);

        Assert.Equal(rows[99].RowKey, Assert.Single(missed)[0].RowKey);
        Assert.Equal([.. Enumerable.Repeat(1, 99), -1], (await AllAsync()).Select(row => row.GetInt32("N")!.Value));
    }

    [Fact]
    public async Task A_group_is_written_whole_or_not_at_all()
    {
        var rows = await StoredAsync(120);
        await Table.DeleteEntityAsync(Partition, rows[35].RowKey, ETag.All, Ct);
        foreach (var row in rows) row["N"] = 1;
        IReadOnlyList<TableEntity>[] groups = [.. rows.Chunk(30)];

        var missed = await Table.UpdateUnchangedAsync(groups, Ct);

        Assert.Same(groups[1], Assert.Single(missed));
        Assert.Equal(
            [.. groups[1].Where(row => row != rows[35]).Select(row => row.RowKey)],
            (await AllAsync()).Where(row => row["N"] is 0).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Of_many_rows_those_that_are_new_are_added_and_those_that_are_there_stay()
    {
        var there = await StoredAsync(3);
        var all = Rows(150);
        foreach (var row in all) row["N"] = 1;

        var added = await Table.AddMissingAsync(all, Ct);

        Assert.Equal(all.Skip(3).ToHashSet(), added);
        Assert.Equal(
            [.. there.Select(_ => 0), .. Enumerable.Repeat(1, 147)],
            (await AllAsync()).Select(row => row.GetInt32("N")!.Value));
    }

    private async Task<List<TableEntity>> StoredAsync(int count)
    {
        await Table.AddMissingAsync(Rows(count), Ct);
        return await AllAsync();
    }

    private static List<TableEntity> Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new TableEntity(Partition, $"{i:d4}") { ["N"] = 0 })];

    private Task<List<TableEntity>> AllAsync() => Table.RangeAsync<TableEntity>(Partition, "", Ct).ToListAsync(Ct).AsTask();
}
