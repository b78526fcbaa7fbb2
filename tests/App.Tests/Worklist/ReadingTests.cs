using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Followup.Tests.Worklist;

/// <summary>Reading the worklist changes nothing; an import, and a timer, settle what has been mended.</summary>
public sealed class ReadingTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_settles_nothing_and_moves_nobody()
    {
        await using var weeks = await WithAnEntryAsync();
        // mended, and nobody has been told: as if the message after an import were lost
        await NameAnotherManagerAsync(weeks);
        var before = await StoredAsync(weeks);

        await ReadAsync(weeks, HttpMethod.Get, "api/worklist");
        await ReadAsync(weeks, HttpMethod.Get, "worklist");
        await ReadAsync(weeks, HttpMethod.Head, "worklist");

        Assert.Equal(before, await StoredAsync(weeks));
    }

    [Fact]
    public async Task The_timer_settles_what_no_message_has_told_of()
    {
        await using var weeks = await WithAnEntryAsync();
        await NameAnotherManagerAsync(weeks);

        await weeks.AdvanceAsync(Period.FromHours(8));

        Assert.Empty(await EntriesAsync(weeks));
        Assert.Contains(await weeks.InvitationsAsync(), row => row.Mailing.RecipientKey == PersonKey.Of("chief"));
    }

    [Fact]
    public async Task An_import_settles_by_itself_without_anybody_reading()
    {
        await using var weeks = await WithAnEntryAsync();

        await weeks.Fixture.ImportPeopleAsync("id,email,name,managerId,timeZone,active\ne1,e1@weeks.example,Learner e1,boss,Etc/UTC,false");
        await weeks.Fixture.System.DrainAsync(ct);

        Assert.Empty(await EntriesAsync(weeks));
    }

    [Fact]
    public async Task An_import_that_breaks_off_has_what_it_changed_settled_too()
    {
        await using var weeks = await WithAnEntryAsync();
        var begun = "id,email,name,managerId,timeZone,active\ne1,e1@weeks.example,Learner e1,boss,Etc/UTC,false\n"
            + string.Concat(Enumerable.Range(0, 600).Select(i => $"more{i},more{i}@weeks.example,More {i},,,\n"));

        await using var body = new BrokenOffStream(Encoding.UTF8.GetBytes(begun));
        using var table = await CsvTable.OpenAsync(body, PersonReader.Columns, PersonReader.RequiredColumns, ct: ct);
        await Assert.ThrowsAsync<IOException>(() => weeks.Service<PeopleImport>().ImportAsync(table, ct));
        await weeks.Fixture.System.DrainAsync(ct);

        Assert.Empty(await EntriesAsync(weeks));
    }

    [Fact]
    public async Task An_import_that_the_tables_broke_off_has_what_it_changed_settled_too()
    {
        await using var weeks = await WithAnEntryAsync();
        using var breaking = new BrokenTables(written: PersonKey.Of("e1"), refused: PersonKey.Of("more"));
        var options = new TableClientOptions { Transport = new HttpClientTransport(breaking), Retry = { MaxRetries = 0 } };
        var people = new PersonStore(new(new(weeks.Fixture.System.TablesConnection, options)));
        var import = new PeopleImport(
            people, weeks.Service<WorklistStore>(), weeks.Service<Queues>(), NullLogger<PeopleImport>.Instance);
        var rows = "id,email,name,managerId,timeZone,active\n"
            + "e1,e1@weeks.example,Learner e1,boss,Etc/UTC,false\nmore,more@weeks.example,One More,,,\n";

        await using var body = new MemoryStream(Encoding.UTF8.GetBytes(rows));
        using var table = await CsvTable.OpenAsync(body, PersonReader.Columns, PersonReader.RequiredColumns, ct: ct);
        await Assert.ThrowsAnyAsync<Exception>(() => import.ImportAsync(table, ct));
        await weeks.Fixture.System.DrainAsync(ct);

        Assert.Empty(await EntriesAsync(weeks));
    }

    /// <summary>Table storage that takes no more of one person once another is written.</summary>
    private sealed class BrokenTables(string written, string refused) : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly TaskCompletionSource isWritten = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.Contains(refused, StringComparison.Ordinal) && request.Method == HttpMethod.Put)
            {
                await isWritten.Task.WaitAsync(cancellationToken);
                throw new HttpRequestException("The tables are gone.");
            }
            var answer = await base.SendAsync(request, cancellationToken);
            var isPerson = path.Contains(written, StringComparison.Ordinal) && path.Contains("'person'", StringComparison.Ordinal);
            if (isPerson && request.Method == HttpMethod.Put) isWritten.TrySetResult();
            return answer;
        }
    }

    /// <summary>A body whose client goes away once these bytes are sent.</summary>
    private sealed class BrokenOffStream(byte[] sent) : MemoryStream(sent)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The client is gone.");
    }

    /// <summary>The manager of the only learner has said that it is not their report.</summary>
    private static async Task<Weeks> WithAnEntryAsync()
    {
        var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        (await weeks.PostAsync(Weeks.PageOf(weeks.ToManager.Single()), "[value=not-my-report]")).Dispose();
        Assert.Single(await EntriesAsync(weeks));
        return weeks;
    }

    private async Task NameAnotherManagerAsync(Weeks weeks)
    {
        var people = weeks.Service<PersonStore>();
        var chief = new PersonRow { PartitionKey = PersonKey.Of("chief"), Id = "chief", Email = "chief@weeks.example", Name = "The Chief" };
        await people.SaveAsync(chief, before: null, ct);
        var learner = (await people.FindAsync(PersonKey.Of("e1"), ct))!;
        learner.ManagerKey = chief.Key;
        await people.SaveAsync(learner, learner, ct);
    }

    private static Task<List<WorklistRow>> EntriesAsync(Weeks weeks) =>
        weeks.Service<WorklistStore>().AllAsync(TestContext.Current.CancellationToken).ToListAsync().AsTask();

    private async Task ReadAsync(Weeks weeks, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("x-functions-key", weeks.Fixture.System.FunctionKey);
        using var answer = await weeks.Fixture.Http.SendAsync(request, ct);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode}");
    }

    /// <summary>Keys and versions of all that settling could change.</summary>
    private async Task<List<string>> StoredAsync(Weeks weeks)
    {
        var tables = weeks.Service<Tables>();
        List<string> stored = [];
        foreach (var table in new[] { tables.Worklist, tables.Followups, tables.Invitations })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: ct))
            {
                stored.Add($"{row.PartitionKey} {row.RowKey} {row.ETag}");
            }
        }
        return stored;
    }
}
