using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp;
using AngleSharp.Html.Dom;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Local.Mail;
using Followup.Mailing;
using Followup.Operations;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests.Releases;

/// <summary>
/// Writes the files of a release, from a run of its own code: check out its commit, and run with the folder's name
/// <c>FOLLOWUP_RELEASE=release-2 dotnet test --project tests/App.Tests -- --filter-class "*ReleaseWriter"</c>. Without a name it only shows that it could.
/// The dates lie far ahead, because a clock that is moved only ever runs ahead of the real one.
/// </summary>
public sealed class ReleaseWriter
{
    private static readonly DateTimeOffset Start = new(2040, 3, 5, 10, 0, 0, TimeSpan.Zero);

    private const string Program = """
        {
          "title": "Evaluating AI output", "aliases": ["https://lms.example/course/7"], "waves": ["P42D", "P90D"],
          "outcomes": [
            { "id": "check-facts", "statement": "Checks facts", "indicator": "Sources are noted", "targetFrequency": "often" },
            { "id": "protect-data", "statement": "Protects data", "indicator": "No names in prompts", "targetFrequency": "almost-always" }
          ],
          "design": { "roleSpecific": true }
        }
        """;

    private const string People = """
        id,email,name,managerId,timeZone,department,role
        boss,boss@wire.example,The Boss,,Europe/Berlin,Claims,Lead
        e1,e1@wire.example,Learner One,boss,Europe/Berlin,Claims,Handler
        e2,e2@wire.example,Learner Two,boss,Europe/Berlin,Claims,Handler
        e3,e3@bounce.example,Learner Three,boss,Europe/Berlin,Claims,Handler
        e4,e4@wire.example,Learner Four,boss,America/New_York,Sales,Agent
        e5,e5@wire.example,Learner Five,,Asia/Tokyo,Sales,Agent
        e6,e6@wire.example,Learner Six,,Etc/UTC,Sales,Agent
        e7,e7@wire.example,Learner Seven,,Etc/UTC,Sales,Agent
        e8,e8@wire.example,Learner Eight,,Etc/UTC,Sales,Agent

        """;

    [Fact]
    public async Task This_release_can_leave_its_files_to_the_next()
    {
        var name = Environment.GetEnvironmentVariable("FOLLOWUP_RELEASE");
        var ct = TestContext.Current.CancellationToken;
        await using var fixture = new SystemFixture { Kept = (NewKeys(), Start) };
        await fixture.InitializeAsync();
        var system = fixture.System;
        T Service<T>() where T : notnull => system.Services.GetRequiredService<T>();

        await fixture.PutProgramAsync("ai-eval", Program.Replace("Checks facts", "Checks the facts", StringComparison.Ordinal));
        await fixture.PutProgramAsync("ai-eval", Program); // version 2
        await fixture.ImportPeopleAsync(People);
        await fixture.PostCompletionsAsync("""
            [{ "program": "ai-eval", "learner": "e1", "completedAt": "2040-03-05", "source": "lms" },
             { "program": "https://lms.example/course/7", "learner": "e2@wire.example", "completedAt": "2040-03-05T08:30:00Z" },
             { "program": "ai-eval", "learner": "e5", "completedAt": "2037-01-05" },
             { "program": "ai-eval", "learner": "e8", "completedAt": "2040-02-01" }]
            """);
        await fixture.PostCompletionsAsync("""
            { "actor": { "mbox": "mailto:e6@wire.example" }, "verb": { "id": "http://adlnet.gov/expapi/verbs/completed" },
              "object": { "id": "https://lms.example/course/7" }, "timestamp": "2040-03-05T09:00:00Z", "context": { "platform": "xapi-lms" } }
            """);
        await fixture.ImportCompletionsAsync("program,learner,completedAt\nai-eval,e3,2040-03-05\n");
        await system.DrainAsync(ct);
        await system.AdvanceAsync(Period.FromDays(10), ct);
        await fixture.PostCompletionsAsync("""{ "program": "ai-eval", "learner": "e4", "completedAt": "2040-03-15" }""");
        await system.DrainAsync(ct);
        await system.AdvanceAsync(Period.FromDays(33), ct); // 2040-04-17: what was completed on March 5 went out the day before, what was on February 1 is closed

        var mails = system.Mails.Box.All();
        await AnswerAsync(fixture, mails.Single(mail => mail.To == "e1@wire.example"), ["often", "sometimes"], ct);
        await AnswerAsync(fixture, mails.Single(mail => mail.To == "e1@wire.example"), ["often", "no-occasion"], ct); // thinks again
        await AnswerAsync(fixture, mails.Single(mail => mail.To == "boss@wire.example"), ["not-observed", "almost-always"], ct, forms: 1);
        await Service<MailEvents>().ApplyAsync(new("spamreport", MailingOf(mails, "e6"), AttemptOf(mails, "e6")), ct);
        await system.DrainAsync(ct);
        await CompleteOnTheBusAsync(Service<Tables>(), system.Clock.GetUtcNow(), ct);

        var service = new TableServiceClient(system.TablesConnection);
        Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string[]>>> tables = [];
        // results follow from the others, and each release computes its own
        await foreach (var table in service.QueryAsync(table => table.Name != "results", cancellationToken: ct))
            tables[table.Name] = await service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: ct).Select(StoredRow.Of).ToListAsync(ct);
        var messages = await WaitingAsync(system.ServiceBusConnection, ct);
        messages.Add(Message("completions", CompletionReceived.Encode(new FollowupKey("ai-eval", PersonKey.Of("e7"), new(2040, 3, 6)))));
        var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(system.DataDirectory, "settings.json"), ct)).RootElement;
        var release = new Release(
            system.Clock.GetUtcNow(), settings, tables, messages,
            [.. mails.Select(mail => new WireMail(mail.To, LinkOf(mail).AbsolutePath, mail.CustomArgs))]);
        // an alarm may be set twice, by two handlers that were each the first when they looked
        Assert.Equal((26, 8), (release.Messages.DistinctBy(message => message.MessageId).Count(), release.Mails.Count));
        if (name is not null) release.Write(name);
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

    /// <summary>A completion whose row is written and whose message waits still: as a stop of the app at that moment leaves it.</summary>
    private static Task CompleteOnTheBusAsync(Tables tables, DateTimeOffset now, CancellationToken ct)
    {
        var key = new FollowupKey("ai-eval", PersonKey.Of("e7"), new(2040, 3, 6));
        return tables.Followups.AddEntityAsync(
            new FollowupRow
            {
                PartitionKey = key.Partition,
                RowKey = key.Row,
                State = FollowupState.Received,
                CompletedAt = now.AddDays(-42),
                ReceivedAt = now,
                OpenUntil = now.AddDays(100),
                Department = "Sales",
                Role = "Agent",
            }, ct);
    }

    private static async Task<List<WireMessage>> WaitingAsync(string connection, CancellationToken ct)
    {
        await using var client = new ServiceBusClient(connection);
        await using var receiver = client.CreateReceiver("due");
        List<WireMessage> waiting = [];
        foreach (var message in await receiver.PeekMessagesAsync(200, cancellationToken: ct))
            waiting.Add(new("due", message.Subject, message.ContentType, message.MessageId, message.ScheduledEnqueueTime, message.Body.ToString()));
        return waiting;
    }

    private static WireMessage Message(string queue, ServiceBusMessage message) =>
        new(queue, message.Subject, message.ContentType, message.MessageId, null, message.Body.ToString());

    private static async Task AnswerAsync(SystemFixture fixture, CaughtMail mail, string[] choices, CancellationToken ct, int forms = 99)
    {
        var link = LinkOf(mail);
        var html = await fixture.Http.GetStringAsync(link, ct);
        using var page = await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html).Address(link), ct);
        foreach (var form in page.Forms.Where(form => form.Elements["version"] is not null).Take(forms))
        {
            var inputs = form.Elements.OfType<IHtmlInputElement>().ToList();
            List<KeyValuePair<string, string>> fields = [.. inputs.Where(input => input.Type == "hidden").Select(input => KeyValuePair.Create(input.Name!, input.Value))];
            var questions = inputs.Where(input => input.Type == "radio").Select(input => input.Name!).Distinct();
            fields.AddRange(questions.Zip([mail.To.StartsWith("boss", StringComparison.Ordinal) ? "differs" : "yes", .. choices], KeyValuePair.Create));
            if (inputs.Find(input => input.Type == "checkbox") is { } barrier) fields.Add(new(barrier.Name!, barrier.Value));
            fields.AddRange(form.Elements.OfType<IHtmlTextAreaElement>().Select(text => KeyValuePair.Create(text.Name!, "Compared it with the policy, \"line by line\".")));
            using var content = new FormUrlEncodedContent(fields);
            using var answer = await fixture.Http.PostAsync(new Uri(link, form.Action), content, ct);
            Assert.True((int)answer.StatusCode < 400, await answer.Content.ReadAsStringAsync(ct));
        }
    }

    private static Uri LinkOf(CaughtMail mail) => new(mail.Links.First(link => link.Contains("/s/", StringComparison.Ordinal) && !link.Contains('?', StringComparison.Ordinal)));

    private static string MailingOf(IReadOnlyList<CaughtMail> mails, string to) => mails.Single(mail => mail.To.StartsWith(to + "@", StringComparison.Ordinal)).CustomArgs["mailing"];

    private static string AttemptOf(IReadOnlyList<CaughtMail> mails, string to) => mails.Single(mail => mail.To.StartsWith(to + "@", StringComparison.Ordinal)).CustomArgs["attempt"];
}
