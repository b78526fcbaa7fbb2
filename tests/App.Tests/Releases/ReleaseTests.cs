using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Local.Demo;
using Followup.Local.Mail;
using Followup.Mailing;
using Followup.Operations;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests.Releases;

/// <summary>
/// Messages wait for months and rows stay for years: what an earlier release wrote is read by this one. Each release is the same story,
/// told by <see cref="ReleaseWriter"/> on the code of that release, and goes on from its files here.
/// </summary>
public sealed class ReleaseTests : IAsyncDisposable
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private SystemFixture fixture = null!;

    public static TheoryData<string> Names => [.. Release.Folders];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_story_goes_on(string name)
    {
        var release = await TakeOverAsync(name);
        Assert.Equal(26, release.Messages.DistinctBy(message => message.MessageId).Count());

        await AdvanceAsync(Period.FromDays(24)); // to May 11

        Assert.Equal(
            [
                "boss@wire.example invitation 1", "boss@wire.example reminder 4", // for e2 and e3; then for e4
                "e2@wire.example reminder 2",
                "e4@wire.example invitation 1", "e4@wire.example reminder 2",
                "e7@wire.example invitation 1", "e7@wire.example reminder 2", // its completion waited on the queue
                "e8@wire.example invitation 1", "e8@wire.example reminder 2", // its second wave, on May 1
            ],
            Counted(fixture.System.Mails.Box.All().Select(mail => $"{mail.To} {KindOf(mail)}")));
        var firstWave = (await InvitationsAsync()).Where(row => row.Wave == "P42D");
        Assert.Equal(
            [
                "learner Answered 1", "learner Closed 4", "learner OptedOut 1", "learner Undeliverable 1",
                "manager Answered 1", "manager Closed 3",
            ],
            Counted(firstWave.Select(row => $"{row.Mailing.Audience.ToKey()} {row.State}")));
        var now = fixture.System.Clock.GetUtcNow();
        Assert.All(
            await InvitationsAsync(),
            row => Assert.Equal(row.DueAt > now, row.State == InvitationState.Scheduled));
        Assert.All(fixture.System.QueueCounts(), queue => Assert.Equal((0, 0), (queue.DeadLettered, queue.Active)));

        await AdvanceAsync(Period.FromDays(40)); // until June 20: every second wave has gone out
        Assert.All(fixture.System.QueueCounts(), queue => Assert.Equal(0, queue.DeadLettered));
        Assert.DoesNotContain(await InvitationsAsync(), row => row.State == InvitationState.Scheduled);

        static string KindOf(CaughtMail mail) =>
            mail.CustomArgs["attempt"].StartsWith("reminder", StringComparison.Ordinal) ? "reminder" : "invitation";
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answers_links_and_events_of_then_are_understood(string name)
    {
        var release = await TakeOverAsync(name);

        var old = await fixture.Http.GetStringAsync(PathOf(release, "e1"), ct);
        Assert.Contains("Compared it with the policy, &quot;line by line&quot;.", old, StringComparison.Ordinal);
        var e2 = release.Mails.Single(mail => mail.To == "e2@wire.example");
        var sent = new SentMail(e2.To, "", e2.CustomArgs, [new Uri(fixture.System.Address, e2.Path)]);
        using var answering = new Answering();
        Assert.Equal(1, await answering.AnswerAsync(sent, percentOfForms: 100, new Random(1), ct));

        var boss = release.Mails.Single(mail => mail.To == "boss@wire.example").CustomArgs;
        var bounce = new MailEvent("bounce", boss["mailing"], boss["attempt"], "5.1.1");
        await fixture.System.Services.GetRequiredService<MailEvents>().ApplyAsync([bounce], ct);
        var toBoss = (await InvitationsAsync()).Where(row => row.Mailing.ToString() == boss["mailing"]);
        Assert.Equal(2, toBoss.Count(row =>
            row.State == InvitationState.Undeliverable && row.Reason == "The receiving server refused the mail (5.1.1)."));

        var again = await fixture.PostCompletionsAsync(
            """[{ "program": "ai-eval", "learner": "e1", "completedAt": "2040-03-05" }]""");
        Assert.Equal(["duplicate"], again.Verdicts("items"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Results_and_export_tell_what_was_answered_then(string name)
    {
        await TakeOverAsync(name);
        await AdvanceAsync(Period.FromMinutes(10)); // what came in late has waited for more of its import

        await fixture.System.Services.GetRequiredService<ChangedMonths>().RequestCountsAsync("ai-eval", from: null, ct);
        await AdvanceAsync(Period.FromMinutes(2));

        var participation = await fixture.System.Services.GetRequiredService<CountStore>().ParticipationAsync("ai-eval", ct);
        Assert.Equal([8, 7, 6, 5], Funnel(participation.Of("P42D", Audience.Learner)));
        Assert.Equal([8, 4, 3, 3], Funnel(participation.Of("P42D", Audience.Manager)));

        // identified, for there is one answer each: by key nothing is told of so few
        const string Path = "export/responses.csv?program=ai-eval&identified=true";
        using var export = await fixture.Http.GetAsync(new Uri(Path, UriKind.Relative), ct);
        var text = await export.Content.ReadAsStringAsync(ct);
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("ai-eval,2,e1,learner,P42D,2040-03-05,2040-04-16,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",Claims,Handler,check-facts,often,protect-data,no-occasion,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",check-facts,not-observed,protect-data,almost-always,", lines[2], StringComparison.Ordinal);

        static IEnumerable<int> Funnel(IReadOnlyList<int> counts)
        {
            FunnelStep[] steps = [FunnelStep.Completed, FunnelStep.Scheduled, FunnelStep.Sent, FunnelStep.Delivered];
            return steps.Select(step => counts[(int)step]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_message_says_what_it_said(string name)
    {
        var waiting = Release.Read(name).Messages.ToLookup(message => message.Queue, Received);

        var alarms = waiting["due"].Select(DueAlarm.Decode).Distinct();
        Assert.Equal(
            ["Close0 5", "Invite0 10", "Remind1 5", "Remind2 5"],
            Counted(alarms.Select(due => $"{due.Step}{due.Number}")));
        Assert.Equal(
            new FollowupKey("ai-eval", PersonKey.Of("e7"), new(2040, 3, 6)),
            CompletionReceived.Decode(waiting["completions"].Single()).Key);

        static ServiceBusReceivedMessage Received(WireMessage message) => ServiceBusModelFactory.ServiceBusReceivedMessage(
            BinaryData.FromString(message.Body),
            messageId: message.MessageId,
            subject: message.Subject,
            contentType: message.ContentType);
    }

    public ValueTask DisposeAsync() => fixture?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A system with the keys, the clock, the rows and the waiting messages of that release.</summary>
    private async Task<Release> TakeOverAsync(string name)
    {
        var release = Release.Read(name);
        fixture = new() { Kept = (JsonNode.Parse(release.Settings.GetRawText())!.AsObject(), release.Now) };
        await fixture.InitializeAsync();
        var tables = new TableServiceClient(fixture.System.TablesConnection);
        foreach (var (table, rows) in release.Tables)
        {
            foreach (var row in rows) await tables.GetTableClient(table).AddEntityAsync(StoredRow.ToEntity(row), ct);
        }
        await using var client = new ServiceBusClient(fixture.System.ServiceBusConnection);
        foreach (var message in release.Messages)
        {
            await using var sender = client.CreateSender(message.Queue);
            await sender.SendMessageAsync(message.ToMessage(), ct);
        }
        await fixture.System.DrainAsync(ct);
        return release;
    }

    private Task AdvanceAsync(Period by) => fixture.System.AdvanceAsync(by, ct);

    private async Task<IReadOnlyList<InvitationRow>> InvitationsAsync()
    {
        var invitations = fixture.System.Services.GetRequiredService<Tables>().Invitations;
        return await invitations.QueryAsync<InvitationRow>(cancellationToken: ct).ToListAsync(ct);
    }

    /// <summary>Each text with how often it is there.</summary>
    private static IEnumerable<string> Counted(IEnumerable<string> texts) =>
        texts.CountBy(text => text).Select(count => $"{count.Key} {count.Value}").Order();

    private static string PathOf(Release release, string person) =>
        release.Mails.Single(mail => mail.To.StartsWith(person + "@", StringComparison.Ordinal)).Path[1..];
}
