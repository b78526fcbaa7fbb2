using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests;

public sealed class FilterTests : StorageTest
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    /// <summary>Which of the rows a to f are found: a holds something of each type, the others of less.</summary>
    [Theory]
    [InlineData("", "a b c d e f")]
    [InlineData("RowKey eq 'b'", "b")]
    [InlineData("'b' eq RowKey", "b")]
    [InlineData("RowKey ge 'c'", "c d e f")]
    [InlineData("RowKey gt 'c' and RowKey le 'e'", "d e")]
    [InlineData("'c' lt RowKey", "d e f")]
    [InlineData("RowKey lt 'b' or RowKey gt 'e'", "a f")]
    [InlineData("PartitionKey eq '1'", "a b c")]
    [InlineData("PartitionKey eq '1' and RowKey ge 'b'", "b c")]
    [InlineData("PartitionKey gt '1' and RowKey lt 'e'", "d")]
    [InlineData("PartitionKey ge '1' and PartitionKey le '2' and RowKey lt 'e' and RowKey gt 'b'", "c d")]
    [InlineData("PartitionKey lt '2'", "a b c")]
    [InlineData("PartitionKey ne '1'", "d e f")]
    [InlineData("PartitionKey eq '1' and PartitionKey eq '2'", "")]
    [InlineData("(PartitionKey eq '1' and RowKey eq 'a') or RowKey eq 'f'", "a f")]
    [InlineData("not (PartitionKey eq '1')", "d e f")]
    [InlineData("PartitionKey eq 1", "")]
    [InlineData("Text eq 'x'", "a")]
    [InlineData("Text ne 'x'", "b d")] // a missing one, and a number, are not unequal either
    [InlineData("not (Text eq 'x')", "b c d e f")]
    [InlineData("not Text eq 'x' and PartitionKey eq '1'", "b c")]
    [InlineData("Text gt 'x'", "b")]
    [InlineData("Text eq 'it''s \"quoted\" \\'", "d")]
    [InlineData("Text lt 'x'", "d")]
    [InlineData("text eq 'x'", "")]
    [InlineData("Number eq 5", "a")]
    [InlineData("Number eq 5L", "a")]
    [InlineData("Number eq 5.0", "a")]
    [InlineData("Number ge -1", "a b")]
    [InlineData("Number lt 5.5", "a b")]
    [InlineData("Number eq '5'", "")]
    [InlineData("5 gt Number", "b")]
    [InlineData("Big eq 9007199254740993L", "a")]
    [InlineData("Big eq 9007199254740993", "a")]
    [InlineData("Big gt 9007199254740992L", "a")]
    [InlineData("Share eq 0.5", "a")]
    [InlineData("Share ge 1E+300", "b")]
    [InlineData("Share ne 0.5", "b")] // but not NaN, in row c
    [InlineData("Share lt 1", "a")]
    [InlineData("Flag eq true", "a")]
    [InlineData("Flag ne true", "b")]
    [InlineData("Flag eq 'true'", "")]
    [InlineData("Time eq datetime'2026-01-01T12:00:00Z'", "a")]
    [InlineData("Time gt datetime'2026-01-01T12:00:00.0000000Z'", "b")]
    [InlineData("Time le datetime'2026-01-01T14:00:00+02:00'", "a")]
    [InlineData("Time gt datetime'2025-12-31' and Time lt datetime'2026-01-02T00:00Z'", "a b")]
    [InlineData("Time eq '2026-01-01T12:00:00.0000000Z'", "")]
    [InlineData("Timestamp gt datetime'2026-01-01T00:00:00Z'", "a b c d e f")]
    [InlineData("Timestamp lt datetime'2026-01-01T00:00:00Z'", "")]
    [InlineData("Id eq guid'0F8FAD5B-D9CB-469F-A165-70867728950E'", "a")]
    [InlineData("Id ne guid'0f8fad5b-d9cb-469f-a165-70867728950e'", "b")]
    [InlineData("Bytes eq X'0001fF'", "a")]
    [InlineData("Bytes eq binary'0001ff'", "a")]
    [InlineData("Bytes ne X'0001ff'", "b")]
    [InlineData("Number eq 5 and (Flag eq false or Share eq 0.5) and not (Text eq 'y')", "a")]
    [InlineData("Flag eq true or Flag eq false and Text eq 'nothing'", "a")]
    public async Task A_filter_finds_its_rows(string filter, string found)
    {
        await FillAsync();
        Assert.Equal(found, string.Join(' ', await KeysAsync(filter)));
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Text eq")]
    [InlineData("Text is 'x'")]
    [InlineData("eq 'x'")]
    [InlineData("Text eq Other")]
    [InlineData("1 eq 1")]
    [InlineData("Text eq 'x")]
    [InlineData("Text eq 'x' and")]
    [InlineData("Text eq 'x' Text eq 'y'")]
    [InlineData("(Text eq 'x'")]
    [InlineData("Text eq 'x')")]
    [InlineData("Time eq datetime'noon'")]
    [InlineData("Time eq datetime'12:00'")]
    [InlineData("Id eq guid'x'")]
    [InlineData("Bytes eq X'0'")]
    [InlineData("Text eq text'x'")]
    [InlineData("Number eq 5x")]
    [InlineData("Te-xt eq 5")]
    [InlineData("not")]
    [InlineData("true")]
    public async Task What_is_no_filter_is_refused(string filter) => await AssertRefusedAsync(400, "InvalidInput", () => KeysAsync(filter));

    [Fact]
    public async Task A_filter_has_up_to_15_comparisons_and_is_not_nested_without_end()
    {
        string Of(int count) => string.Join(" or ", Enumerable.Range(0, count).Select(i => $"N eq {i}"));
        Assert.Empty(await KeysAsync(Of(15)));
        await AssertRefusedAsync(400, "InvalidInput", () => KeysAsync(Of(16)));
        await AssertRefusedAsync(400, "InvalidInput", () => KeysAsync($"{new string('(', 10_000)}N eq 1{new string(')', 10_000)}"));
    }

    private async Task FillAsync()
    {
        await Table.SubmitTransactionAsync(
        [
            Insert(Row("1", "a", ("Text", "x"), ("Number", 5), ("Big", 9007199254740993), ("Share", 0.5), ("Flag", true), ("Time", Noon),
                ("Id", Id), ("Bytes", new byte[] { 0, 1, 255 }))),
            Insert(Row("1", "b", ("Text", "y"), ("Number", -1L), ("Big", 9007199254740992), ("Share", 1e301), ("Flag", false),
                ("Time", Noon.AddTicks(1)), ("Id", Guid.Empty), ("Bytes", new byte[] { 0 }))),
            Insert(Row("1", "c", ("Text", 7), ("Share", double.NaN))),
        ], Ct);
        await Table.SubmitTransactionAsync(
            [Insert(Row("2", "d", ("Text", "it's \"quoted\" \\"))), Insert(Row("2", "e")), Insert(Row("2", "f", ("Other", "x")))], Ct);
    }

    private static TableTransactionAction Insert(TableEntity row) => new(TableTransactionActionType.Add, row);
}
