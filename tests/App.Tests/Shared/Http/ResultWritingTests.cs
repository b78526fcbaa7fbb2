using System.Net;
using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Followup.Tests.Shared.Http;

public sealed class ResultWritingTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    /// <summary>
    /// By the app itself: LocalHost breaks off the answer of a failed invocation too, which hides from its clients whether the app does.
    /// </summary>
    [Fact]
    public async Task A_copy_or_an_export_that_fails_midway_is_broken_off_and_seen_to_be()
    {
        var broken = new BrokenOff();
        await using var weeks = await Weeks.StartAsync(
            learners: 1, services: services => services.AddSingleton<IStartupFilter>(broken));
        var flawed = await AnswersAsync(weeks);
        string[] files = ["responses.csv", "responses.jsonl", "results.xlsx"];
        string[] exports = [.. files.Select(file => $"export/{file}?identified=true&program={weeks.Program}")];
        string[] paths = ["api/tables/responses", .. exports];

        foreach (var path in paths) await Assert.ThrowsAsync<HttpRequestException>(() => ReadAsync(weeks, path));
        Assert.Equal(paths.Select(path => $"/{path.Split('?')[0]}"), broken.Paths);

        await weeks.Service<Tables>().Responses.DeleteEntityAsync(flawed.PartitionKey, flawed.RowKey, cancellationToken: ct);
        foreach (var path in paths) await ReadAsync(weeks, path);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_no_failure()
    {
        using var logs = new RecordedLogs();
        using var reading = new NeverAnswered("/worklist()");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using (var weeks = await Weeks.StartAsync(learners: 1, services: services => services
            .AddSingleton<ILoggerProvider>(logs)
            .AddSingleton(app => Client(app.GetRequiredService<IConfiguration>()["Tables"]!))))
        {
            // not before: the import of the people has the worklist settled, which reads it too
            reading.FallSilent();
            var asking = weeks.Fixture.Http.GetAsync(new Uri("worklist", UriKind.Relative), leaving.Token);
            await reading.Begun.WaitAsync(TimeSpan.FromSeconds(15), ct);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        } // every invocation has ended

        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));

        TableServiceClient Client(string connection) => new(connection, new() { Transport = new HttpClientTransport(reading) });
    }

    [Fact]
    public async Task What_fails_before_anything_was_written_is_an_error_of_ours()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.Service<Tables>().Worklist.AddEntityAsync(new TableEntity("flawed", "flawed") { ["Flaw"] = Guid.NewGuid() }, ct);

        using var answer = await SendAsync(weeks, "api/tables/worklist");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_client_got_is_not_serialized_again_for_the_host()
    {
        var serializer = new RecordingSerializer();
        await using var weeks = await Weeks.StartAsync(
            learners: 1, services: services => services.Configure<WorkerOptions>(worker => worker.Serializer = serializer));

        // a page, JSON, a stream and a problem
        foreach (var path in (string[])["", $"api/programs/{weeks.Program}", "api/export/summary.csv", "api/tables/none"])
        {
            using var answer = await SendAsync(weeks, path);
            await answer.Content.CopyToAsync(Stream.Null, ct);
        }

        Assert.DoesNotContain(serializer.Serialized, value => value is IResult);
    }

    /// <summary>
    /// A hundred answers, more than any writer holds back; the last, in the order of keys, is one that neither a copy nor an export can be
    /// made of: it has a Guid, as no row of ours has, and its answers are no JSON.
    /// </summary>
    private async Task<TableEntity> AnswersAsync(Weeks weeks)
    {
        var partition = FollowupKey.PartitionOf(weeks.Program, new(2026, 1));
        var answers = Samples.Answered with { Example = new string('x', 1000) };
        var json = JsonSerializer.Serialize(answers, Wire.Json);
        var flawed = new TableEntity(partition, "~|20260105|P42D|learner")
        {
            ["Json"] = "no JSON",
            ["DueOn"] = "2026-02-16",
            ["Flaw"] = Guid.NewGuid(),
        };
        var rows = Enumerable.Range(0, 99).Select(number => new ResponseRow
        {
            PartitionKey = partition,
            RowKey = $"{PersonKey.Of($"e{number}")}|20260105|P42D|learner",
            Json = json,
            DueOn = "2026-02-16",
            AnsweredAt = new(2026, 2, 17, 8, 0, 0, TimeSpan.Zero),
        });
        var actions = rows.Append<ITableEntity>(flawed)
            .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
        await weeks.Service<Tables>().Responses.SubmitTransactionAsync(actions, ct);
        return flawed;
    }

    /// <exception cref="HttpRequestException">The answer is broken off, or is none.</exception>
    private async Task ReadAsync(Weeks weeks, string path)
    {
        using var answer = await SendAsync(weeks, path);
        // a connection that breaks before its host has read the answer's head is a 500 to the client
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null, ct);
    }

    /// <summary>The answer's head, which is there before its end is known.</summary>
    private async Task<HttpResponseMessage> SendAsync(Weeks weeks, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("x-functions-key", weeks.Fixture.System.FunctionKey);
        return await weeks.Fixture.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }
}
