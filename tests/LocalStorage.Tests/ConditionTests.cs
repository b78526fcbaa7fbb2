using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Followup.LocalStorage.Tests;

/// <summary>ETags, and what each kind of write asks of the row that is there.</summary>
public sealed class ConditionTests : StorageTest
{
    // stands still, so that ETags cannot lean on it
    private readonly FakeTimeProvider clock = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected override TimeProvider Time => clock;

    [Fact]
    public async Task A_row_is_inserted_once()
    {
        await Table.AddEntityAsync(Row("p", "r", ("N", 1)), Ct);
        await AssertRefusedAsync(409, "EntityAlreadyExists", () => Table.AddEntityAsync(Row("p", "r", ("N", 2)), Ct));
        Assert.Equal(1, (await ReadAsync("p", "r"))["N"]);
    }

    [Fact]
    public async Task Each_write_has_an_ETag_of_its_own_which_is_that_of_the_row_read()
    {
        var tags = new List<ETag?>();
        for (var i = 0; i < 5; i++) tags.Add((await Table.UpsertEntityAsync(Row("p", "r", ("N", i)), cancellationToken: Ct)).Headers.ETag);
        Assert.Equal(5, tags.Distinct().Count());
        var (single, listed) = (await ReadAsync("p", "r"), await Table.QueryAsync<TableEntity>(cancellationToken: Ct).SingleAsync(Ct));
        Assert.Equal([tags[4], tags[4]], [single.ETag, listed.ETag]);
        Assert.Equal("W/\"datetime'2026-01-02T03%3A04%3A05.0000004Z'\"", tags[4].ToString());
        Assert.Equal(clock.GetUtcNow().AddTicks(4), single.Timestamp);
    }

    [Fact]
    public async Task ETags_go_on_when_the_clock_was_set_back_between_two_starts()
    {
        await Table.UpsertEntityAsync(Row("p", "r"), cancellationToken: Ct);
        var before = (await ReadAsync("p", "r")).Timestamp;
        await Table.DeleteEntityAsync("p", "r", cancellationToken: Ct);
        clock.AdjustTime(clock.GetUtcNow().AddDays(-1));
        await RestartAsync();
        await Table.UpsertEntityAsync(Row("p", "r"), cancellationToken: Ct);
        Assert.True((await ReadAsync("p", "r")).Timestamp > before);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task An_update_needs_the_row_as_it_was_read(TableUpdateMode mode)
    {
        await Table.AddEntityAsync(Row("p", "r", ("N", 1)), Ct);
        var read = await ReadAsync("p", "r");
        read["N"] = 2;
        await Table.UpdateEntityAsync(read, read.ETag, mode, Ct);
        await AssertRefusedAsync(412, "UpdateConditionNotSatisfied", () => Table.UpdateEntityAsync(read, read.ETag, mode, Ct));
        await Table.UpdateEntityAsync(Row("p", "r", ("N", 3)), ETag.All, mode, Ct);
        Assert.Equal(3, (await ReadAsync("p", "r"))["N"]);
        await AssertRefusedAsync(404, "ResourceNotFound", () => Table.UpdateEntityAsync(Row("p", "s"), ETag.All, mode, Ct));
        await AssertRefusedAsync(404, "ResourceNotFound", () => Table.UpdateEntityAsync(Row("p", "s"), read.ETag, mode, Ct));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, "A B")]
    [InlineData(TableUpdateMode.Replace, "B")]
    public async Task Merging_keeps_what_is_not_named_and_replacing_drops_it(TableUpdateMode mode, string left)
    {
        await Table.UpsertEntityAsync(Row("p", "r", ("A", 1L), ("B", "x")), mode, Ct);
        await Table.UpsertEntityAsync(Row("p", "r", ("A", null), ("B", 2.5)), mode, Ct);
        var read = await ReadAsync("p", "r");
        Assert.Equal(left, string.Join(' ', read.Keys.Where(name => name.Length == 1).Order(StringComparer.Ordinal)));
        Assert.Equal(2.5, read["B"]);
        await Table.UpdateEntityAsync(Row("p", "r", ("B", 3)), read.ETag, mode, Ct);
        Assert.Equal(3, (await ReadAsync("p", "r"))["B"]);
    }

    [Fact]
    public async Task A_merge_without_properties_changes_the_ETag_alone()
    {
        await Table.AddEntityAsync(Row("p", "r", ("A", 1)), Ct);
        var before = await ReadAsync("p", "r");
        await Table.UpdateEntityAsync(Row("p", "r"), before.ETag, TableUpdateMode.Merge, Ct);
        var after = await ReadAsync("p", "r");
        Assert.Equal(1, after["A"]);
        Assert.NotEqual(before.ETag, after.ETag);
    }

    [Fact]
    public async Task A_row_is_deleted_as_it_was_read_or_however_it_is()
    {
        await Table.AddEntityAsync(Row("p", "r"), Ct);
        var old = (await ReadAsync("p", "r")).ETag;
        await Table.UpsertEntityAsync(Row("p", "r"), cancellationToken: Ct);
        await AssertRefusedAsync(412, "UpdateConditionNotSatisfied", () => Table.DeleteEntityAsync("p", "r", old, Ct));
        Assert.Equal(204, (await Table.DeleteEntityAsync("p", "r", (await ReadAsync("p", "r")).ETag, Ct)).Status);
        Assert.Equal(404, (await Table.DeleteEntityAsync("p", "r", cancellationToken: Ct)).Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Ct)).HasValue);
        await AssertRefusedAsync(404, "ResourceNotFound", () => ReadAsync("p", "r"));
    }

    [Fact]
    public async Task A_condition_that_is_no_ETag_is_refused()
    {
        await Table.AddEntityAsync(Row("p", "r"), Ct);
        foreach (var bad in new[] { "x", "W/\"datetime'yesterday'\"", "\"1\"" })
        {
            var etag = new ETag(bad);
            await AssertRefusedAsync(400, "InvalidInput", () => Table.UpdateEntityAsync(Row("p", "r"), etag, cancellationToken: Ct));
        }
        using var http = new SignedHttp(Storage.ConnectionString);
        var (status, body) = await http.SendAsync("DELETE", "things(PartitionKey='p',RowKey='r')");
        Assert.Equal(400, (int)status);
        Assert.Contains("MissingRequiredHeader", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_update_the_same_row_at_once_one_wins_each_time()
    {
        await Table.AddEntityAsync(Row("p", "r", ("N", 0)), Ct);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var done = 0; done < 5;)
            {
                var read = await ReadAsync("p", "r");
                read["N"] = (int)read["N"] + 1;
                try
                {
                    await Table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace, Ct);
                    done++;
                }
                catch (RequestFailedException e) when (e.Status == 412)
                {
                    // another was quicker
                }
            }
        }));
        Assert.Equal(40, (await ReadAsync("p", "r"))["N"]);
    }
}
