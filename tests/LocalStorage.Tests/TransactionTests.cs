using Azure;
using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests;

public sealed class TransactionTests : StorageTest
{
    [Fact]
    public async Task A_hundred_writes_are_made_at_once()
    {
        var answer = await Table.SubmitTransactionAsync(Inserts(100), Ct);
        Assert.Equal(100, answer.Value.Count);
        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
        var rows = await Table.QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct);
        Assert.Equal(answer.Value.Select(part => part.Headers.ETag), rows.Select(row => (ETag?)row.ETag));
        Assert.Equal(100, rows.DistinctBy(row => row.ETag).Count());
    }

    [Fact]
    public async Task All_kinds_of_writes_are_made()
    {
        await Table.SubmitTransactionAsync(Inserts(6), Ct);
        var read = await ReadAsync("p", "001");
        await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Delete, Row("p", "000")),
            new(TableTransactionActionType.UpdateMerge, Row("p", "001", ("M", 1)), read.ETag),
            new(TableTransactionActionType.UpdateReplace, Row("p", "002", ("M", 2)), ETag.All),
            new(TableTransactionActionType.UpsertMerge, Row("p", "003", ("M", 3))),
            new(TableTransactionActionType.UpsertReplace, Row("p", "004", ("M", 4))),
            new(TableTransactionActionType.UpsertMerge, Row("p", "006", ("M", 6))),
            new(TableTransactionActionType.UpsertReplace, Row("p", "007", ("M", 7))),
            new(TableTransactionActionType.Add, Row("p", "008", ("M", 8))),
        ], Ct);
        var rows = (await AllAsync(Table)).Select(row => $"{row.RowKey} {row["N"]} {row["M"]}");
        Assert.Equal(["001 1 1", "002  2", "003 3 3", "004  4", "005 5 ", "006  6", "007  7", "008  8"], rows);
    }

    public static TheoryData<string, int, string> Failures => new()
    {
        { "insert there", 409, "EntityAlreadyExists" },
        { "update old", 412, "UpdateConditionNotSatisfied" },
        { "replace old", 412, "UpdateConditionNotSatisfied" },
        { "delete old", 412, "UpdateConditionNotSatisfied" },
        { "update missing", 404, "ResourceNotFound" },
        { "delete missing", 404, "ResourceNotFound" },
        { "bad key", 400, "OutOfRangeInput" },
        { "bad time", 400, "OutOfRangeInput" },
        { "other partition", 400, "CommandsInBatchActOnDifferentPartitions" },
        { "twice", 400, "InvalidDuplicateRow" },
        { "large", 400, "PropertyValueTooLarge" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task One_that_fails_undoes_all_and_is_named(string kind, int status, string code)
    {
        await Table.AddEntityAsync(Row("p", "there", ("N", 1)), Ct);
        var old = (await ReadAsync("p", "there")).ETag;
        await Table.UpsertEntityAsync(Row("p", "there", ("N", 2)), cancellationToken: Ct);
        TableTransactionAction failing = kind switch
        {
            "insert there" => new(TableTransactionActionType.Add, Row("p", "there")),
            "update old" => new(TableTransactionActionType.UpdateMerge, Row("p", "there"), old),
            "replace old" => new(TableTransactionActionType.UpdateReplace, Row("p", "there"), old),
            "delete old" => new(TableTransactionActionType.Delete, Row("p", "there"), old),
            "update missing" => new(TableTransactionActionType.UpdateMerge, Row("p", "missing"), ETag.All),
            "delete missing" => new(TableTransactionActionType.Delete, Row("p", "missing")),
            "bad key" => new(TableTransactionActionType.Add, Row("p", "a/b")),
            "bad time" => new(TableTransactionActionType.Add, Row("p", "x", ("Time", DateTimeOffset.MinValue))),
            "other partition" => new(TableTransactionActionType.Add, Row("q", "x")),
            "twice" => new(TableTransactionActionType.UpsertReplace, Row("p", "000")),
            _ => new(TableTransactionActionType.Add, Row("p", "x", ("Text", new string('x', 32 * 1024 + 1)))),
        };
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            Table.SubmitTransactionAsync([.. Inserts(2), failing, new(TableTransactionActionType.Add, Row("p", "z"))], Ct));
        Assert.Equal((status, code, 2), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        var left = await Table.QueryAsync<TableEntity>(cancellationToken: Ct).SingleAsync(Ct);
        Assert.Equal(("there", 2), (left.RowKey, left["N"]));
    }

    [Fact]
    public async Task More_than_a_hundred_are_refused()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(Inserts(101), Ct));
        Assert.Equal((400, "InvalidInput", 99), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Empty(await KeysAsync(null));
    }

    [Fact]
    public async Task A_missing_table_is_said()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            Tables.GetTableClient("missing").SubmitTransactionAsync(Inserts(2), Ct));
        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task What_is_no_transaction_is_refused()
    {
        using var http = new SignedHttp(Storage.ConnectionString);
        const string empty = "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--";
        foreach (var body in new[] { "", "--b", "--b\r\n\r\n--b--", empty })
            Assert.Equal(400, (int)(await http.SendAsync("POST", "$batch", body, boundary: "b")).Status);
    }

    private static TableTransactionAction[] Inserts(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
            new TableTransactionAction(TableTransactionActionType.Add, Row("p", $"{i:d3}", ("N", i)))),
    ];
}
