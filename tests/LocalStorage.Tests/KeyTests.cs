using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests;

public sealed class KeyTests : StorageTest
{
    [Theory]
    [InlineData("", "")]
    [InlineData("", "r")]
    [InlineData("p", "")]
    [InlineData(" ", " x ")]
    [InlineData("%", "100% %20 %27 %%")]
    [InlineData("+", "a+b c&d=e")]
    [InlineData("'", "it''s 'quoted'")]
    [InlineData("\"", "\"x\"")]
    [InlineData("(PartitionKey='a',RowKey='b')", ",RowKey='x'")]
    [InlineData("~!@$^&*()_+-=[]{}|;:,.<>`", ";:@$,!*()")]
    [InlineData("program|2026-01", "learner|20260101|P42D")]
    [InlineData("Grüße", "日本語")]
    [InlineData("🙂", "\ue000\uffff")]
    [InlineData("..", ".")]
    [InlineData("\u00a0", "\u2028")]
    public async Task A_row_is_found_under_its_keys(string partition, string row)
    {
        await Table.AddEntityAsync(Row(partition, row, ("N", 1)), Ct);
        await Table.AddEntityAsync(Row(partition + "x", row), Ct);
        var read = await ReadAsync(partition, row);
        Assert.Equal((partition, row), (read.PartitionKey, read.RowKey));
        await Table.UpdateEntityAsync(Row(partition, row, ("N", 2)), read.ETag, cancellationToken: Ct);
        await AssertRefusedAsync(409, "EntityAlreadyExists", () => Table.AddEntityAsync(Row(partition, row), Ct));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey eq {row}");
        var found = await Table.QueryAsync<TableEntity>(filter, cancellationToken: Ct).SingleAsync(Ct);
        Assert.Equal((partition, row, 2), (found.PartitionKey, found.RowKey, found["N"]));
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, Row(partition, row, ("N", 3)))], Ct);
        Assert.Equal(3, (await ReadAsync(partition, row))["N"]);
        Assert.Equal(204, (await Table.DeleteEntityAsync(partition, row, cancellationToken: Ct)).Status);
        Assert.Equal(1, await Table.QueryAsync<TableEntity>(cancellationToken: Ct).CountAsync(Ct));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("\\")]
    [InlineData("#")]
    [InlineData("?")]
    [InlineData("\t")]
    [InlineData("\u007f")]
    [InlineData("\u0085")]
    public async Task Characters_that_the_service_forbids_are_refused(string bad)
    {
        await AssertRefusedAsync(400, "OutOfRangeInput", () => Table.AddEntityAsync(Row($"a{bad}b", "r"), Ct));
        await AssertRefusedAsync(400, "OutOfRangeInput", () => Table.AddEntityAsync(Row("p", bad), Ct));
        await AssertRefusedAsync(400, "OutOfRangeInput", () => Table.UpsertEntityAsync(Row("p", bad), cancellationToken: Ct));
    }

    [Fact]
    public async Task A_key_has_up_to_512_characters_of_any_kind()
    {
        var longest = new string('語', 512);
        await Table.AddEntityAsync(Row(longest, longest), Ct);
        Assert.Equal(longest, (await ReadAsync(longest, longest)).RowKey);
        await AssertRefusedAsync(400, "KeyValueTooLarge", () => Table.AddEntityAsync(Row("p", longest + "x"), Ct));
        await AssertRefusedAsync(400, "KeyValueTooLarge", () => Table.UpsertEntityAsync(Row(longest + "x", "r"), cancellationToken: Ct));
    }

    [Fact]
    public async Task Rows_come_in_the_order_of_their_keys()
    {
        string[] keys = ["", " ", "!", "-", "0", "10", "2", "A", "Z", "_", "a", "aa", "b", "z", "|", "~", "ä", "語"];
        foreach (var key in keys.Reverse()) await Table.AddEntityAsync(Row("p", key), Ct);
        Assert.Equal(keys, await KeysAsync(null));
    }

    [Fact]
    public async Task A_row_needs_both_keys()
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        var (_, body) = await http.SendAsync("POST", "things", """{"PartitionKey":"p"}""");
        Assert.Contains("PropertiesNeedValue", body, StringComparison.Ordinal);
    }
}
