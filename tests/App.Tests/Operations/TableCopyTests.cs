using System.Net;
using Azure.Data.Tables;
using Followup.Operations;
using Followup.Results.Counts;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Tests.Operations;

public sealed class TableCopyTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_table_is_restored_row_for_row_and_restoring_it_twice_adds_nothing()
    {
        await using var weeks = await Weeks.StartAsync(learners: 3);
        await weeks.UntilDueAsync();
        var tables = weeks.Service<Tables>();
        var stream = new StreamState(new("P42D", Audience.Learner, "wording", CountsIn.Everybody, "", HasEarlier: false), Version: 1);
        await tables.Results.AddEntityAsync(ResultRow.Of("program", $"stream|{stream.Key.Id}", stream), ct);
        foreach (var table in tables.All)
        {
            var before = await RowsAsync(table);
            var copy = await CopyAsync(weeks, table.Name);
            await table.DeleteAsync(ct);

            var restored = await weeks.Fixture.SendAsync(HttpMethod.Post, $"api/tables/{table.Name}", copy, "application/x-ndjson");

            Assert.Equal((before.Count, 0, true), (restored["added"], restored["present"], IsWhole(restored)));
            Assert.Equal(before, await RowsAsync(table));
            var again = await weeks.Fixture.SendAsync(HttpMethod.Post, $"api/tables/{table.Name}", copy, "application/x-ndjson");
            Assert.Equal((0, before.Count, true), (again["added"], again["present"], IsWhole(again)));
        }
    }

    [Fact]
    public async Task A_copy_says_in_its_last_line_how_many_rows_it_has_and_a_copy_that_lacks_rows_is_not_called_whole()
    {
        await using var weeks = await Weeks.StartAsync(learners: 3);
        var lines = (await CopyAsync(weeks, "invitations")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rows = lines.Length - 1;

        Assert.Equal($$"""{"rows":{{rows}}}""", lines[^1]);
        var whole = await SendAsync(lines);
        Assert.Equal((rows, rows, true), (whole["present"], whole["rows"], IsWhole(whole)));
        var withoutOne = await SendAsync(lines[1..]);
        Assert.Equal((rows - 1, rows, false), (withoutOne["present"], withoutOne["rows"], IsWhole(withoutOne)));
        var brokenOff = await SendAsync(lines[..^1]);
        Assert.Equal((rows, false), (brokenOff["present"], IsWhole(brokenOff)));
        Assert.False(brokenOff.Json.TryGetProperty("rows", out _));
        // as the runbook has it of a copy in parts: the last part says how many rows all parts must have together
        var firstPart = await SendAsync(lines[..1]);
        Assert.Equal(withoutOne["rows"], withoutOne["present"] + firstPart["present"]);

        Task<Answered> SendAsync(IEnumerable<string> sent) =>
            weeks.Fixture.SendAsync(HttpMethod.Post, "api/tables/invitations", string.Join('\n', sent), "application/x-ndjson");
    }

    [Fact]
    public async Task A_last_line_that_is_none_is_named()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);

        var answered = await weeks.Fixture.SendAsync(
            HttpMethod.Post, "api/tables/responses", """{"rows":"many"}""", "application/x-ndjson");

        Assert.Equal((HttpStatusCode.BadRequest, ("line 1", "This is not JSON.")), (answered.Status, Assert.Single(answered.Errors)));
    }

    [Fact]
    public async Task What_is_there_stays_as_it_is()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var copy = await CopyAsync(weeks, "invitations");
        await weeks.UntilDueAsync();
        var mailed = await RowsAsync(weeks.Service<Tables>().Invitations);

        await weeks.Fixture.SendAsync(HttpMethod.Post, "api/tables/invitations", copy, "application/x-ndjson");

        Assert.Equal(mailed, await RowsAsync(weeks.Service<Tables>().Invitations));
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_named_and_what_stands_before_it_is_added()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var lines = """
            {"PartitionKey":["String","p"],"RowKey":["String","1"],"Number":["Int32","7"]}
            {"PartitionKey":["String","p"],"RowKey":["String","2"],"Number":["Int32","seven"]}
            {"PartitionKey":["String","p"],"RowKey":["String","3"]}
            """;

        var answered = await weeks.Fixture.SendAsync(HttpMethod.Post, "api/tables/responses", lines, "application/x-ndjson");

        Assert.Equal(HttpStatusCode.BadRequest, answered.Status);
        Assert.Equal([("line 2", """Number is no pair of type and value, such as ["Int32", "1"].""")], answered.Errors);
        Assert.Single(await RowsAsync(weeks.Service<Tables>().Responses));
    }

    [Fact]
    public async Task A_table_that_is_none_of_ours_is_not_there()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);

        Assert.Equal(HttpStatusCode.NotFound, (await weeks.Fixture.SendAsync(HttpMethod.Get, "api/tables/secrets")).Status);
    }

    private static bool IsWhole(Answered restored) => restored.Json.GetProperty("whole").GetBoolean();

    private async Task<string> CopyAsync(Weeks weeks, string table)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/tables/{table}");
        request.Headers.Add("x-functions-key", weeks.Fixture.System.FunctionKey);
        using var answer = await weeks.Fixture.Http.SendAsync(request, ct);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    private async Task<List<string>> RowsAsync(TableClient table)
    {
        return await table.QueryAsync<TableEntity>(cancellationToken: ct).Select(TextOf).ToListAsync(ct);

        static string TextOf(TableEntity row)
        {
            var properties = StoredRow.Of(row).Select(property => $"{property.Key}={string.Join(':', property.Value)}");
            return string.Join(' ', properties);
        }
    }
}
