using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Local;
using Followup.Operations;

namespace Followup.Tests.Releases;

/// <summary>
/// Writes the files of a release, from a run of its own code: check out its commit, and run with the folder's name
/// <c>FOLLOWUP_RELEASE=release-2 dotnet test --project tests/App.Tests -- --filter-class "*ReleaseWriter"</c>. Without a name the test only
/// shows that the files could be written. The dates lie far ahead, because a clock that is moved only ever runs ahead of the real one.
/// </summary>
public sealed class ReleaseWriter
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task This_release_can_leave_its_files_to_the_next()
    {
        await using var fixture = new SystemFixture { Kept = (NewKeys(), ReleaseStory.Start) };
        await fixture.InitializeAsync();

        var story = new ReleaseStory(fixture);
        await story.AskAsync();
        await story.AnswerAsync();
        var release = await ReleaseAsync(fixture.System);

        // an alarm may be set twice, by two handlers that were each the first when they looked
        Assert.Equal((26, 8), (release.Messages.DistinctBy(message => message.MessageId).Count(), release.Mails.Count));
        if (Environment.GetEnvironmentVariable("FOLLOWUP_RELEASE") is { } name) release.Write(name);
    }

    private async Task<Release> ReleaseAsync(LocalSystem system)
    {
        var service = new TableServiceClient(system.TablesConnection);
        Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string[]>>> tables = [];
        // results follow from the others, and each release computes its own
        await foreach (var table in service.QueryAsync(table => table.Name != "results", cancellationToken: ct))
        {
            var rows = service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: ct);
            tables[table.Name] = await rows.Select(StoredRow.Of).ToListAsync(ct);
        }
        var messages = await WaitingAsync(system.ServiceBusConnection);
        messages.Add(Message("completions", CompletionReceived.Encode(ReleaseStory.OnTheBus)));
        var settings = await File.ReadAllTextAsync(Path.Combine(system.DataDirectory, "settings.json"), ct);
        var mails = system.Mails.Box.All();
        return new(
            system.Clock.GetUtcNow(),
            JsonDocument.Parse(settings).RootElement,
            tables,
            messages,
            [.. mails.Select(mail => new WireMail(mail.To, Weeks.PageOf(mail).AbsolutePath, mail.CustomArgs))]);
    }

    private static JsonObject NewKeys()
    {
        using var events = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            ["functionKey"] = "wire",
            ["mailKey"] = "SG.wire",
            ["linkKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["mailEventKey"] = Convert.ToBase64String(events.ExportPkcs8PrivateKey()),
        };
    }

    private async Task<List<WireMessage>> WaitingAsync(string connection)
    {
        await using var client = new ServiceBusClient(connection);
        await using var receiver = client.CreateReceiver("due");
        List<WireMessage> waiting = [];
        foreach (var message in await receiver.PeekMessagesAsync(200, cancellationToken: ct))
        {
            waiting.Add(new(
                "due",
                message.Subject,
                message.ContentType,
                message.MessageId,
                message.ScheduledEnqueueTime,
                message.Body.ToString()));
        }
        return waiting;
    }

    private static WireMessage Message(string queue, ServiceBusMessage message) =>
        new(queue, message.Subject, message.ContentType, message.MessageId, null, message.Body.ToString());
}
