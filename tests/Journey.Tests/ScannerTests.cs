using System.Net;
using Azure.Data.Tables;

namespace Followup.Journey.Tests;

/// <summary>Mail scanners follow every link before people do, at once and more than once.</summary>
public sealed class ScannerTests
{
    private const int Clients = 20;

    [Fact]
    public async Task Following_every_link_of_every_mail_changes_no_row()
    {
        await using var checkIn = await CheckIn.StartAsync();
        var links = checkIn.Mails.SelectMany(mail => mail.Links).Distinct().ToList();
        Assert.True(links.Count >= 30, $"There are only {links.Count} links.");
        var before = await RowsAsync(checkIn.Local);

        var scans = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ScanAsync(links)));
        var answers = scans.SelectMany(scan => scan).ToList();

        Assert.Equal(Clients * links.Count * 3, answers.Count);
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(before, await RowsAsync(checkIn.Local));
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> ScanAsync(IReadOnlyList<string> links)
    {
        using var http = new HttpClient();
        List<HttpStatusCode> answers = [];
        foreach (var link in links)
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, link);
            using var get = new HttpRequestMessage(HttpMethod.Get, link);
            using var prefetch = new HttpRequestMessage(HttpMethod.Get, link)
            {
                Headers = { { "Sec-Purpose", "prefetch" }, { "Purpose", "prefetch" } },
            };
            foreach (var request in (HttpRequestMessage[])[head, get, prefetch])
            {
                using var answer = await http.SendAsync(request);
                answers.Add(answer.StatusCode);
            }
        }
        return answers;
    }

    /// <summary>Every row with the version that the service gives it at each write.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(LocalProcess local)
    {
        var service = new TableServiceClient(local.Info.GetProperty("tables").GetString());
        List<string> rows = [];
        await foreach (var table in service.QueryAsync())
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>())
                rows.Add($"{table.Name}: {row.PartitionKey} / {row.RowKey} {row.ETag}");
        }
        Assert.NotEmpty(rows);
        return rows;
    }
}
