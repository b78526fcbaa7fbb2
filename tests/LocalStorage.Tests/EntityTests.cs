using Azure.Data.Tables;

namespace Followup.LocalStorage.Tests;

/// <summary>What goes in comes out, in value and type.</summary>
public sealed class EntityTests : StorageTest
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("quotes \" and ' and \\ and / and \\u0041")]
    [InlineData("lines\r\n\ttabs \u0001 \u001f")]
    [InlineData("Grüße, 日本語, Ελληνικά, עברית, \u2028")]
    [InlineData("emoji 🙂👩‍👩‍👧 and e\u0301")]
    [InlineData("<script>&amp;+%20{}[],:")]
    [InlineData("\"Other\":\"x\",\"Other@odata.type\":\"Edm.Int64\"")]
    public async Task A_string_comes_back(string text)
    {
        await Table.AddEntityAsync(Row("p", "r", ("Text", text), ("Behind", 1)), Ct);
        var read = await ReadAsync("p", "r");
        Assert.Equal((text, 1), (read["Text"], read["Behind"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(0)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(0L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0.0)]
    [InlineData(5.0)]
    [InlineData(-1e15)]
    [InlineData(0.1)]
    [InlineData(1e300)]
    [InlineData(5e-324)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NaN)]
    public async Task A_value_comes_back_as_its_type(object value)
    {
        await Table.AddEntityAsync(Row("p", "r", ("Value", value)), Ct);
        Assert.Equal(value, (await ReadAsync("p", "r"))["Value"]);
        var listed = await Table.QueryAsync<TableEntity>(cancellationToken: Ct).SingleAsync(Ct);
        Assert.Equal(value, listed["Value"]);
    }

    [Fact]
    public async Task Times_ids_and_bytes_come_back()
    {
        var (time, id, bytes) = (new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(2)).AddTicks(1234567), Guid.NewGuid(),
            Enumerable.Range(0, 256).Select(value => (byte)value).ToArray());
        await Table.AddEntityAsync(Row("p", "r", ("Time", time), ("Id", id), ("Bytes", bytes), ("None", Array.Empty<byte>())), Ct);
        var read = await ReadAsync("p", "r");
        Assert.Equal((time, id), (read.GetDateTimeOffset("Time"), read.GetGuid("Id")));
        Assert.Equal(bytes, read.GetBinary("Bytes"));
        Assert.Empty(read.GetBinary("None"));
    }

    [Fact]
    public async Task The_earliest_time_is_the_year_1601()
    {
        var earliest = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Table.AddEntityAsync(Row("p", "r", ("Time", earliest), ("Last", DateTimeOffset.MaxValue)), Ct);
        var read = await ReadAsync("p", "r");
        Assert.Equal((earliest, DateTimeOffset.MaxValue), (read.GetDateTimeOffset("Time"), read.GetDateTimeOffset("Last")));
        await AssertRefusedAsync(400, "OutOfRangeInput", () => Table.AddEntityAsync(Row("p", "s", ("Time", earliest.AddTicks(-1))), Ct));
    }

    [Fact]
    public async Task A_null_is_not_stored()
    {
        await Table.AddEntityAsync(Row("p", "r", ("None", null), ("Some", 1)), Ct);
        Assert.False((await ReadAsync("p", "r")).ContainsKey("None"));
    }

    [Fact]
    public async Task A_row_may_have_no_properties()
    {
        await Table.AddEntityAsync(Row("p", "r"), Ct);
        var read = await ReadAsync("p", "r");
        Assert.Equal(["PartitionKey", "RowKey", "Timestamp", "odata.etag"], read.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_typed_row_comes_back()
    {
        var row = new Typed
        {
            PartitionKey = "p",
            RowKey = "r",
            Name = "Zoë",
            Count = 3,
            Share = 1,
            Due = DateTimeOffset.UnixEpoch,
            Kind = DayOfWeek.Friday,
        };
        await Table.AddEntityAsync(row, Ct);
        Typed read = await Table.GetEntityAsync<Typed>("p", "r", cancellationToken: Ct);
        Assert.Equal(
            (row.Name, row.Count, row.Share, row.Due, row.Kind, null), (read.Name, read.Count, read.Share, read.Due, read.Kind, read.Left));
        Assert.InRange(read.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task Only_what_is_selected_comes_back()
    {
        await Table.AddEntityAsync(Row("p", "r", ("A", 1), ("B", 2L), ("C", "x")), Ct);
        var read = await ReadAsync("p", "r", "C", "B", "Missing");
        Assert.Equal(["B", "C", "odata.etag"], read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((2L, "x"), (read["B"], read["C"]));
        var keys = await ReadAsync("p", "r", "PartitionKey", "RowKey", "Timestamp");
        Assert.Equal(("p", "r", true), (keys.PartitionKey, keys.RowKey, keys.Timestamp.HasValue));
    }

    public sealed class Typed : ITableEntity
    {
        public string PartitionKey { get; set; } = "";
        public string RowKey { get; set; } = "";
        public DateTimeOffset? Timestamp { get; set; }
        public Azure.ETag ETag { get; set; }
        public string? Name { get; set; }
        public string? Left { get; set; }
        public int Count { get; set; }
        public double Share { get; set; }
        public DateTimeOffset Due { get; set; }
        public DayOfWeek Kind { get; set; }
    }
}
