using System.Net;
using System.Text;
using Azure.Messaging.ServiceBus;
using Followup.Followups;

namespace Followup.Tests.Completions;

/// <summary>
/// Inputs that came from public bug reports, in <c>../shared/data/cases/completions</c>: those about dates, repeats, types and keys. Their
/// program and people are named anew for each, because all tests share one system.
/// </summary>
public sealed class CompletionCasesTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Old = ",\"maxAge\":\"P2Y\"";

    /// <summary>File; the program's other members; the zone of the learner; the verdicts; and of rejections a field and words.</summary>
    public static TheoryData<string, string, string, string, string, string> Cases => new()
    {
        // a date-only export: March 14 for everybody (the day is asserted beside this)
        { "midnight-utc-is-a-date.csv", Old, "America/Los_Angeles", "accepted", "", "" },
        // the first is taken, the others are the same training: which one is taken does not matter, that it is one does
        { "growing-timestamps-data-only.json", "", "Etc/UTC", "accepted duplicate duplicate duplicate duplicate duplicate", "", "" },
        { "string-booleans.json", "", "Etc/UTC", "rejected", "result.completion", "it is the text 'false'" },
        // each is refused without a guess, and says what came in; profiles are another matter
        { "renamed-lms-dates.csv", "", "Etc/UTC", "rejected rejected rejected rejected rejected rejected", "completedAt", "is no date" },
        // as they were
        { "no-timestamp.json", "", "Etc/UTC", "rejected", "timestamp", "required" },
        { "timestamp-without-offset.json", "", "Etc/UTC", "rejected", "timestamp", "'2026-11-20T09:00:00' is no moment" },
        { "two-identifiers.json", "", "Etc/UTC", "rejected", "actor", "has mbox and account" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_has_its_verdict(string file, string more, string zone, string verdicts, string field, string says)
    {
        var sent = ReadCase(file);
        var program = $"p-{Guid.NewGuid():n}";
        var outcomes = file.StartsWith("growing", StringComparison.Ordinal) ? "" : IntakeCalls.Outcome;
        await fixture.PutProgramAsync(program, $$"""{"title":"T","outcomes":[{{outcomes}}]{{more}}}""");
        var learner = (await fixture.NewPeopleAsync(zone: zone))[0];
        sent = Named(sent, program, learner);

        var taken = file.EndsWith(".csv", StringComparison.Ordinal)
            ? await fixture.ImportCompletionsAsync(sent)
            : await fixture.PostCompletionsAsync(sent);

        Assert.Equal(HttpStatusCode.Accepted, taken.Status);
        Assert.Equal(verdicts.Split(' '), taken.Verdicts("items"));
        foreach (var item in taken.Json.GetProperty("items").EnumerateArray().Where(_ => field != ""))
        {
            Assert.Equal(field, item.GetProperty("field").GetString());
            Assert.Contains(says, item.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        }
        var accepted = verdicts.Split(' ').Count(verdict => verdict == "accepted");
        var rows = await fixture.FollowupsAsync(program, learner);
        Assert.Equal(accepted, rows.Count);
        if (file.StartsWith("midnight", StringComparison.Ordinal)) Assert.EndsWith("|20260314", rows[0].RowKey, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reserved-key-characters.json", "completion/1", "names no follow-up")]
    [InlineData("person-id-as-key-on-the-bus.json", "completion/1", "names no follow-up")]
    // not taken from there: what comes over the bus has no sender who could be told what is wrong
    [InlineData("our-format-on-the-bus.json", null, "POST /api/completions")]
    public void What_is_not_ours_on_the_bus_is_dead_lettered_with_words_for_its_sender(string file, string? subject, string says)
    {
        var body = BinaryData.FromString(ReadCase(file));
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(body: body, subject: subject, messageId: "m1");

        // what MessageReading dead-letters at once
        var e = Assert.Throws<FormatException>(() => CompletionReceived.Decode(message));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    private static string Named(string sent, string program, string learner)
    {
        sent = sent.Replace("https://lms.example/course/ai", program, StringComparison.Ordinal)
            .Replace("\"cdo\"", $"\"{program}\"", StringComparison.Ordinal);
        foreach (var name in (string[])["c9", "c1", "g1"])
        {
            sent = sent.Replace($"\nai,{name},", $"\n{program},{learner},", StringComparison.Ordinal)
                .Replace($"\"{name}\"", $"\"{learner}\"", StringComparison.Ordinal);
        }
        return sent.Replace("ada@x.example", $"{learner}@followup.example", StringComparison.Ordinal);
    }

    private static string ReadCase(string file)
    {
        var path = Repository.File("..", "shared", "data", "cases", "completions", file);
        Assert.SkipUnless(File.Exists(path), "The cases are not beside this repository, in ../shared/data/cases/completions.");
        return File.ReadAllText(path, Encoding.UTF8);
    }
}
