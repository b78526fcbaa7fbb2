using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests;

/// <summary>
/// The limits of the service: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
/// </summary>
public sealed class LimitTests : StorageTest
{
    private static readonly string LongestText = new('ä', 32 * 1024);

    [Fact]
    public async Task A_string_has_up_to_32768_characters()
    {
        var emoji = string.Concat(Enumerable.Repeat("🙂", 16 * 1024));
        await Table.AddEntityAsync(Row("p", "r", ("Text", LongestText), ("Emoji", emoji), ("Lines", new string('\n', 32 * 1024))), Ct);
        Assert.Equal(LongestText, (await ReadAsync("p", "r"))["Text"]);
        await AssertRefusedAsync(400, "PropertyValueTooLarge", () => AddAsync(("Text", LongestText + "x")));
        await AssertRefusedAsync(400, "PropertyValueTooLarge", () => AddAsync(("Text", emoji + "x")));
    }

    [Fact]
    public async Task Binary_has_up_to_64_KiB()
    {
        await Table.AddEntityAsync(Row("p", "r", ("Bytes", new byte[64 * 1024])), Ct);
        Assert.Equal(64 * 1024, (await ReadAsync("p", "r")).GetBinary("Bytes").Length);
        await AssertRefusedAsync(400, "PropertyValueTooLarge", () => AddAsync(("Bytes", new byte[64 * 1024 + 1])));
    }

    [Fact]
    public async Task A_row_has_up_to_252_properties_also_after_a_merge()
    {
        await Table.AddEntityAsync(Row("p", "r", Numbers(252)), Ct);
        Assert.Equal(252, (await ReadAsync("p", "r")).Count(pair => pair.Key.StartsWith('N')));
        await AssertRefusedAsync(400, "TooManyProperties", () => AddAsync(Numbers(253)));
        await MergeAsync(("N1", 7));
        await AssertRefusedAsync(400, "TooManyProperties", () => MergeAsync(("More", 1)));
    }

    [Fact]
    public async Task A_row_has_up_to_1_MiB_also_after_a_merge()
    {
        await Table.AddEntityAsync(Row("p", "r", Texts(15)), Ct);
        Assert.Equal(LongestText, (await ReadAsync("p", "r"))["T14"]);
        await AssertRefusedAsync(400, "EntityTooLarge", () => AddAsync(Texts(16)));
        await AssertRefusedAsync(400, "EntityTooLarge", () => MergeAsync(("T15", LongestText)));
        await MergeAsync(("T14", LongestText));
    }

    [Fact]
    public async Task A_transaction_has_up_to_4_MiB()
    {
        // non-ASCII is sent as six bytes a character
        static IEnumerable<TableTransactionAction> Large(int count) => Enumerable.Range(0, count).Select(i =>
            new TableTransactionAction(TableTransactionActionType.UpsertMerge, Row("p", $"{i}", ("Text", LongestText))));
        await Table.SubmitTransactionAsync(Large(21), Ct);
        await AssertRefusedAsync(413, "RequestBodyTooLarge", () => Table.SubmitTransactionAsync(Large(22), Ct));
    }

    [Theory]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","a-b":1}""", "PropertyNameInvalid")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","1a":1}""", "PropertyNameInvalid")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","":1}""", "PropertyNameInvalid")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":1,"A":2}""", "DuplicatePropertiesSpecified")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":{}}""", "PropertiesNeedValue")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":[1]}""", "PropertiesNeedValue")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":12345678901}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Int32","A":"x"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Guid","A":"x"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.DateTime","A":"x"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.DateTime","A":"9999-12-31T23:59:59-02:00"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Binary","A":"%"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Other","A":"x"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":"\ud800"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r" """, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r"}{}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":5,"RowKey":"r"}""", "InvalidInput")]
    [InlineData("[]", "InvalidInput")]
    [InlineData("", "InvalidInput")]
    public async Task What_is_no_entity_is_refused(string json, string code)
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        var (status, body) = await http.SendAsync("POST", "things", json);
        Assert.Equal(400, (int)status);
        Assert.Contains($"\"{code}\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_has_up_to_255_characters()
    {
        await Table.AddEntityAsync(Row("p", "r", (new string('N', 255), 1)), Ct);
        await AssertRefusedAsync(400, "PropertyNameTooLong", () => AddAsync((new string('N', 256), 1)));
    }

    [Fact]
    public async Task Bytes_whose_base64_has_line_breaks_are_stored_without_them()
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        const string json = """{"PartitionKey":"p","RowKey":"r","A":"AAH/\r\n AQ==","A@odata.type":"Edm.Binary"}""";
        Assert.Equal(204, (int)(await http.SendAsync("POST", "things", json)).Status);
        Assert.Equal([0, 1, 255, 1], (await ReadAsync("p", "r")).GetBinary("A"));
        Assert.Equal(["r"], await KeysAsync("A eq X'0001ff01'"));
    }

    [Fact]
    public async Task Infinity_is_read_by_the_client_that_cannot_write_it()
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        const string json = """
            {"PartitionKey":"p","RowKey":"r","A":"-Infinity","A@odata.type":"Edm.Double","Timestamp":"x","odata.etag":"y"}
            """;
        Assert.Equal(204, (int)(await http.SendAsync("POST", "things", json)).Status);
        Assert.Equal(double.NegativeInfinity, (await ReadAsync("p", "r"))["A"]);
    }

    private Task AddAsync(params (string, object?)[] values) => Table.AddEntityAsync(Row("p", "s", values), Ct);

    private Task MergeAsync(params (string, object?)[] values) => Table.UpsertEntityAsync(Row("p", "r", values), cancellationToken: Ct);

    private static (string, object?)[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => ($"N{i}", (object?)i))];

    private static (string, object?)[] Texts(int count) => [.. Enumerable.Range(0, count).Select(i => ($"T{i}", (object?)LongestText))];
}
