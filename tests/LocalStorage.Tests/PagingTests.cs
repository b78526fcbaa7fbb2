using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests;

public sealed class PagingTests : StorageTest
{
    [Fact]
    public async Task A_page_ends_at_a_thousand_rows()
    {
        await FillAsync("p", 1005);
        Assert.Equal([1000, 5], await PagesAsync(null, null));
        Assert.Equal([400, 400, 205], await PagesAsync(null, 400));
        var all = await KeysAsync("PartitionKey eq 'p'");
        Assert.Equal(1005, all.Distinct().Count());
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
    }

    [Fact]
    public async Task A_page_of_large_rows_ends_at_a_few_MiB()
    {
        var text = new string('x', 32 * 1024);
        foreach (var part in Enumerable.Range(0, 200).Chunk(50))
        {
            await Table.SubmitTransactionAsync(
                part.Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row("p", $"{i:d4}", ("Text", text)))), Ct);
        }
        Assert.Equal([128, 72], await PagesAsync(null, null));
    }

    [Fact]
    public async Task A_token_goes_through_odd_and_empty_keys()
    {
        string[] keys = ["", " ", "%", "'", "+", "a b", "it's", "語", "🙂"];
        foreach (var partition in keys)
        {
            foreach (var row in keys) await Table.AddEntityAsync(Row(partition, row), Ct);
        }
        var all = await Table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: Ct).Select(row => (row.PartitionKey, row.RowKey))
            .ToListAsync(Ct);
        Assert.Equal(from partition in keys from row in keys select (partition, row), all);
    }

    [Fact]
    public async Task A_later_page_keeps_filter_and_selection()
    {
        await FillAsync("p", 20);
        var pages = Table.QueryAsync<TableEntity>("Even eq true", 3, ["N"], Ct).AsPages();
        var rows = await pages.SelectMany(page => page.Values.ToAsyncEnumerable()).ToListAsync(Ct);
        Assert.Equal([0, 2, 4, 6, 8, 10, 12, 14, 16, 18], rows.Select(row => row["N"]).Cast<int>());
        Assert.All(rows, row => Assert.Equal(["N", "odata.etag"], row.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_token_is_good_after_its_row_is_gone_and_in_another_connection()
    {
        await FillAsync("p", 10);
        var first = await Table.QueryAsync<TableEntity>(maxPerPage: 5, cancellationToken: Ct).AsPages().FirstAsync(Ct);
        await Table.DeleteEntityAsync("p", "00005", cancellationToken: Ct);
        var again = TablesAt(Storage.ConnectionString).GetTableClient(Table.Name);
        var rest = again.QueryAsync<TableEntity>(maxPerPage: 5, cancellationToken: Ct).AsPages(first.ContinuationToken);
        var second = await rest.FirstAsync(Ct);
        Assert.Equal(["00006", "00007", "00008", "00009"], second.Values.Select(row => row.RowKey));
        Assert.Null(second.ContinuationToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_page_of_none_or_more_than_a_thousand_is_refused(int top)
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        Assert.Equal(400, (int)(await http.SendAsync("GET", $"things()?$top={top}")).Status);
        Assert.Equal(400, (int)(await http.SendAsync("GET", $"Tables?$top={top}")).Status);
    }

    [Fact]
    public async Task What_is_no_token_is_refused()
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        foreach (var token in new[] { "x", "1!%25" })
            Assert.Equal(400, (int)(await http.SendAsync("GET", $"things()?NextPartitionKey={token}&NextRowKey=1!")).Status);
    }

    private async Task<List<int>> PagesAsync(string? filter, int? perPage) =>
        await Table.QueryAsync<TableEntity>(filter, perPage, cancellationToken: Ct).AsPages().Select(page => page.Values.Count)
            .ToListAsync(Ct);

    private async Task FillAsync(string partition, int count)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(100))
        {
            await Table.SubmitTransactionAsync(part.Select(i =>
                new TableTransactionAction(TableTransactionActionType.Add, Row(partition, $"{i:d5}", ("N", i), ("Even", i % 2 == 0)))), Ct);
        }
    }
}
