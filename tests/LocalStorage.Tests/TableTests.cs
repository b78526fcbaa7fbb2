using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests;

public sealed class TableTests : StorageTest
{
    [Fact]
    public async Task A_table_is_created_once()
    {
        var table = Tables.GetTableClient("other");
        Assert.Equal("other", (await table.CreateAsync(Ct)).Value.Name);
        await AssertRefusedAsync(409, "TableAlreadyExists", () => table.CreateAsync(Ct));
        await table.CreateIfNotExistsAsync(Ct);
        await AssertRefusedAsync(409, "TableAlreadyExists", () => Tables.CreateTableAsync("OTHER", Ct));
        await Tables.GetTableClient("Other").AddEntityAsync(Row("p", "r"), Ct);
        Assert.Equal("r", (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct)).Value.RowKey);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a-b-c")]
    [InlineData("tables")]
    [InlineData("abc\\n")]
    public async Task A_name_that_the_service_refuses_is_refused(string name)
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        var (_, body) = await http.SendAsync("POST", "Tables", $$"""{"TableName":"{{name}}"}""");
        Assert.Contains("InvalidResourceName", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_are_listed_by_name_filter_and_page()
    {
        foreach (var name in new[] { "cde", "abc", "Bcd" }) await Tables.CreateTableAsync(name, Ct);
        Assert.Equal(["abc", "Bcd", "cde", "things"], await NamesAsync(null, null));
        Assert.Equal(["abc", "Bcd", "cde", "things"], await NamesAsync(null, 1));
        Assert.Equal(["Bcd", "cde", "things"], await NamesAsync("TableName ne 'abc'", 2));
        Assert.Equal(["abc"], await NamesAsync("TableName eq 'abc'", null));
        await AssertRefusedAsync(400, "InvalidInput", () => NamesAsync("TableName is 'abc'", null));
    }

    [Fact]
    public async Task A_deleted_table_is_gone_and_a_new_one_is_empty()
    {
        var many = Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row("p", $"{i}")));
        await Table.SubmitTransactionAsync(many, Ct);
        Assert.Equal(204, (await Table.DeleteAsync(Ct)).Status);
        Assert.Equal(404, (await Table.DeleteAsync(Ct)).Status);
        await AssertMissingAsync(Table);
        await Table.CreateAsync(Ct);
        Assert.Empty(await KeysAsync(null));
        await Table.AddEntityAsync(Row("p", "1"), Ct);
        await RestartAsync();
        Assert.Equal(["1"], await KeysAsync(null));
    }

    [Fact]
    public async Task A_missing_table_is_said_to_each_request() => await AssertMissingAsync(Tables.GetTableClient("missing"));

    [Fact]
    public async Task What_is_not_offered_is_refused_in_words()
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        foreach (var (method, path) in new[] { ("PUT", "things"), ("GET", "$batch"), ("GET", "Tables('x')"), ("GET", "") })
            Assert.Equal(501, (int)(await http.SendAsync(method, path)).Status);
        await AssertRefusedAsync(501, "NotImplemented", () => Table.GetAccessPoliciesAsync(Ct));
    }

    private static async Task AssertMissingAsync(TableClient table)
    {
        await AssertRefusedAsync(404, "TableNotFound", () => table.AddEntityAsync(Row("p", "r"), Ct));
        await AssertRefusedAsync(404, "TableNotFound", () => table.UpsertEntityAsync(Row("p", "r"), cancellationToken: Ct));
        await AssertRefusedAsync(404, "TableNotFound", () => table.UpdateEntityAsync(Row("p", "r"), Azure.ETag.All, cancellationToken: Ct));
        await AssertRefusedAsync(404, "TableNotFound", () => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct));
        await AssertRefusedAsync(404, "TableNotFound", () => AllAsync(table));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Ct)).HasValue);
    }

    private async Task<List<string>> NamesAsync(string? filter, int? perPage) =>
        await Tables.QueryAsync(filter, perPage, Ct).Select(table => table.Name).ToListAsync(Ct);
}
