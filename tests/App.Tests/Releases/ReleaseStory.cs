using AngleSharp;
using AngleSharp.Html.Dom;
using Followup.Local.Mail;
using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests.Releases;

/// <summary>
/// What happens in each release before its files are written: some of everything that leaves rows, messages and mails behind.
/// </summary>
internal sealed class ReleaseStory(SystemFixture fixture)
{
    public static readonly DateTimeOffset Start = new(2040, 3, 5, 10, 0, 0, TimeSpan.Zero);
    /// <summary>The completion whose message is still on the bus.</summary>
    public static readonly FollowupKey OnTheBus = new("ai-eval", PersonKey.Of("e7"), new(2040, 3, 6));

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

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    /// <summary>Completions come in by every way, and time passes until April 17: those of March 5 were mailed the day before.</summary>
    public async Task AskAsync()
    {
        var system = fixture.System;
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
              "object": { "id": "https://lms.example/course/7" }, "timestamp": "2040-03-05T09:00:00Z",
              "context": { "platform": "xapi-lms" } }
            """);
        await fixture.ImportCompletionsAsync("program,learner,completedAt\nai-eval,e3,2040-03-05\n");
        await system.DrainAsync(ct);
        await system.AdvanceAsync(Period.FromDays(10), ct);
        await fixture.PostCompletionsAsync("""{ "program": "ai-eval", "learner": "e4", "completedAt": "2040-03-15" }""");
        await system.DrainAsync(ct);
        // to 2040-04-17: the mailing about the completion of February 1 is closed
        await system.AdvanceAsync(Period.FromDays(33), ct);
    }

    /// <summary>
    /// One learner answers twice, and the manager for one of three; another learner reports the mail as spam; one completion more comes in.
    /// </summary>
    public async Task AnswerAsync()
    {
        var system = fixture.System;
        var mails = system.Mails.Box.All();
        var (e1, e6, boss) = (MailTo(mails, "e1"), MailTo(mails, "e6"), MailTo(mails, "boss"));
        await AnswerAsync(e1, ["often", "sometimes"]);
        await AnswerAsync(e1, ["often", "no-occasion"]); // the learner thinks again
        await AnswerAsync(boss, ["not-observed", "almost-always"], forms: 1);
        var spam = new MailEvent("spamreport", e6.CustomArgs["mailing"], e6.CustomArgs["attempt"]);
        await system.Services.GetRequiredService<MailEvents>().ApplyAsync([spam], ct);
        await system.DrainAsync(ct);
        await CompleteOnTheBusAsync(system.Services.GetRequiredService<Tables>(), system.Clock.GetUtcNow());
    }

    /// <summary>A completion whose row is written and whose message waits still: as a stop of the app at that moment leaves it.</summary>
    private Task CompleteOnTheBusAsync(Tables tables, DateTimeOffset now)
    {
        var row = new FollowupRow
        {
            PartitionKey = OnTheBus.Partition,
            RowKey = OnTheBus.Row,
            State = FollowupState.Received,
            CompletedAt = now.AddDays(-42),
            ReceivedAt = now,
            OpenUntil = now.AddDays(100),
            Department = "Sales",
            Role = "Agent",
        };
        return tables.Followups.AddEntityAsync(row, ct);
    }

    private async Task AnswerAsync(CaughtMail mail, string[] choices, int forms = 99)
    {
        var link = Weeks.PageOf(mail);
        var first = mail.To.StartsWith("boss", StringComparison.Ordinal) ? "differs" : "yes";
        var html = await fixture.Http.GetStringAsync(link, ct);
        using var page = await BrowsingContext.New(Configuration.Default)
            .OpenAsync(response => response.Content(html).Address(link), ct);
        foreach (var form in page.Forms.Where(form => form.Elements["version"] is not null).Take(forms))
        {
            using var content = new FormUrlEncodedContent(Fields(form, [first, .. choices]));
            using var answer = await fixture.Http.PostAsync(new Uri(link, form.Action), content, ct);
            Assert.True((int)answer.StatusCode < 400, await answer.Content.ReadAsStringAsync(ct));
        }
    }

    /// <summary>The form filled in with these choices, the first barrier, and a text wherever one may be written.</summary>
    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form, string[] choices)
    {
        var inputs = form.Elements.OfType<IHtmlInputElement>().ToList();
        var hidden = inputs.Where(input => input.Type == "hidden");
        var questions = inputs.Where(input => input.Type == "radio").Select(input => input.Name!).Distinct();
        var barriers = inputs.Where(input => input.Type == "checkbox").Take(1);
        var texts = form.Elements.OfType<IHtmlTextAreaElement>().Select(text => text.Name!);
        return
        [
            .. hidden.Select(input => KeyValuePair.Create(input.Name!, input.Value)),
            .. questions.Zip(choices, KeyValuePair.Create),
            .. barriers.Select(barrier => KeyValuePair.Create(barrier.Name!, barrier.Value)),
            .. texts.Select(text => KeyValuePair.Create(text, "Compared it with the policy, \"line by line\".")),
        ];
    }

    private static CaughtMail MailTo(IReadOnlyList<CaughtMail> mails, string person) =>
        mails.Single(mail => mail.To.StartsWith(person + "@", StringComparison.Ordinal));
}
