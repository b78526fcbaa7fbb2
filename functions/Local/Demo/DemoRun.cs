using System.Text.Json;
using CsvHelper;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Followup.Local.Demo;

/// <summary>The summary that <c>demo --json</c> prints.</summary>
/// <param name="Closed">Questions that nobody answered in time.</param>
/// <param name="ExportPath">Of <c>groups.csv</c>: what each round counted.</param>
public sealed record DemoSummary(
    int Completed,
    int Scheduled,
    int SentLearner,
    int SentManager,
    int AnsweredLearner,
    int AnsweredManager,
    int Reminders,
    int Closed,
    string ExportPath,
    int ExportRows,
    double Seconds);

/// <summary>
/// A whole cohort on a simulated clock, with everything else real: the program, the people, their completions, six weeks, the mails, the
/// answers, the reminders, the closing, the round that counts them, the exports.
/// </summary>
public sealed class DemoRun(LocalSystem system, int people, DemoReport report)
{
    private const string Program = "ai-eval";
    private const int LearnersWhoAnswer = 80, ReportsAnswered = 75, AnswersAtOnce = 8;

    private static readonly string[] Exports = ["summary.csv", "groups.csv"];
    private static readonly LocalTime Counted = new(2, 31);

    // chosen once, so that every run tells the same story
    private readonly Random chance = new(42);

    public async Task<DemoSummary> RunAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var client = new DemoClient(system.Address, system.FunctionKey);
        using var answering = new Answering();
        var company = new SampleCompany(people, system.Clock.GetUtcNow());

        report.Step("The program says which behavior it should produce, and how one would know");
        await client.PutProgramAsync(Program, SampleCompany.Program, ct);
        report.Step($"{people} people and their managers are imported");
        await client.PostAsync("api/people/import", company.People, "text/csv", ct);
        report.Step("Their completions arrive: xAPI statements from one system, a CSV file from another");
        var completed = Accepted(await client.PostAsync("api/completions", company.Statements, "application/json", ct))
            + Accepted(await client.PostAsync("api/completions/import", company.Completions, "text/csv", ct));
        await system.DrainAsync(ct);

        report.Step("Six weeks pass");
        await system.AdvanceAsync(Period.FromWeeks(6), ct);
        int answeredLearner = 0, answeredManager = 0;
        HashSet<Uri> seen = [];
        // the last mails are due some days later, where a weekend or a time zone lies in between
        for (var day = 0; day < 5; day++)
        {
            var mails = (await client.MailsAsync(ct)).Where(mail => !mail.IsReminder && seen.Add(mail.Page)).ToList();
            foreach (var group in mails.GroupBy(mail => (mail.DueOn, mail.Audience)).OrderBy(group => group.Key))
                report.Mails(group.ToList());
            var learners = mails.Where(mail => mail.Audience == "learner" && chance.Next(100) < LearnersWhoAnswer);
            answeredLearner += await AnswerAsync(answering, learners, 100, ct);
            var managers = mails.Where(mail => mail.Audience == "manager");
            answeredManager += await AnswerAsync(answering, managers, ReportsAnswered, ct);
            await system.AdvanceAsync(Period.FromDays(1), ct);
        }
        report.Step(
            $"{answeredLearner} learners answered, and managers answered for {answeredManager} people, on the pages behind those links");

        report.Step("Three weeks pass: reminders go out, what is still open closes");
        await system.AdvanceAsync(Period.FromWeeks(3), ct);
        var sent = await client.MailsAsync(ct);
        report.Mails(sent.Where(mail => mail.IsReminder).ToList());

        var roundDay = RoundDayOf(await client.ResultsAsync(Program, ct));
        report.Step(
            $"On {DemoReport.Text(roundDay)}, answers that can change no more are counted; three, drawn by lot, wait for the next round");
        await system.AdvanceAsync(UntilCounted(roundDay), ct);
        string[] exports = [.. Exports.Select(name => Path.Combine(system.DataDirectory, name))];
        foreach (var export in exports) await client.ExportAsync(Program, export, ct);
        var results = await client.ResultsAsync(Program, ct);
        var participation = await client.ParticipationAsync(Program, ct);
        report.Results(results, participation, exports);

        var (ofLearners, ofManagers) = (Live(participation, "learners"), Live(participation, "managers"));
        return new(
            Completed: completed,
            Scheduled: ofLearners.Asked,
            SentLearner: sent.Count(mail => mail is { IsReminder: false, Audience: "learner" }),
            SentManager: sent.Count(mail => mail is { IsReminder: false, Audience: "manager" }),
            AnsweredLearner: ofLearners.Answered,
            AnsweredManager: ofManagers.Answered,
            Reminders: sent.Count(mail => mail.IsReminder),
            Closed: ofLearners.Asked - ofLearners.Answered + ofManagers.Asked - ofManagers.Answered,
            ExportPath: exports[^1],
            ExportRows: await CountRowsAsync(exports[^1]),
            Seconds: Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1));
    }

    private static LocalDate RoundDayOf(JsonElement results) =>
        LocalDatePattern.Iso.Parse(results.GetProperty("nextRound").GetString()!).Value;

    /// <summary>To the moment when the timers of the round's night have rung.</summary>
    private Period UntilCounted(LocalDate day) =>
        Period.Between(system.Clock.GetUtcNow().ToInstant().InUtc().LocalDateTime, day.At(Counted));

    private async Task<int> AnswerAsync(
        Answering answering, IEnumerable<SentMail> mails, int percentOfForms, CancellationToken ct)
    {
        var sent = 0;
        // each mail has a chance of its own, drawn in order, so that answering several at once changes nothing
        var drawn = mails.Select(mail => (Mail: mail, Chance: new Random(chance.Next()))).ToList();
        var limited = new ParallelOptions { MaxDegreeOfParallelism = AnswersAtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(drawn, limited, async (draw, token) =>
        {
            var forms = await answering.AnswerAsync(draw.Mail, percentOfForms, draw.Chance, token);
            Interlocked.Add(ref sent, forms);
        });
        return sent;
    }

    private static int Accepted(JsonElement verdicts) => verdicts.GetProperty("accepted").GetInt32();

    /// <summary>Of all waves.</summary>
    private static (int Asked, int Answered) Live(JsonElement participation, string audience)
    {
        var waves = participation.GetProperty("waves").EnumerateArray().Select(wave => wave.GetProperty(audience)).ToList();
        return (Sum("asked"), Sum("answered"));

        int Sum(string count) => waves.Sum(wave => wave.GetProperty(count).GetInt32());
    }

    private static async Task<int> CountRowsAsync(string path)
    {
        using var csv = new CsvReader(new StreamReader(path), System.Globalization.CultureInfo.InvariantCulture);
        await csv.ReadAsync();
        csv.ReadHeader();
        var rows = 0;
        while (await csv.ReadAsync()) rows++;
        return rows;
    }
}
