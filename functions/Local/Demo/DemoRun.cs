using System.Text.Json;
using CsvHelper;
using NodaTime;

namespace Followup.Local.Demo;

/// <summary>The summary that <c>demo --json</c> prints.</summary>
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
/// answers, the reminders, the closing, the export.
/// </summary>
public sealed class DemoRun(LocalSystem system, int people, DemoReport report)
{
    private const string Program = "ai-eval";
    private const int LearnersWhoAnswer = 80, ReportsAnswered = 75, AnswersAtOnce = 8;

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

        var exportPath = Path.Combine(system.DataDirectory, "responses.csv");
        await client.ExportAsync(Program, exportPath, ct);
        var results = await client.ResultsAsync(Program, ct);
        report.Results(results, exportPath);

        return new(
            Completed: completed,
            Scheduled: Funnel(results, "learner", "scheduled"),
            SentLearner: sent.Count(mail => mail is { IsReminder: false, Audience: "learner" }),
            SentManager: sent.Count(mail => mail is { IsReminder: false, Audience: "manager" }),
            AnsweredLearner: answeredLearner,
            AnsweredManager: answeredManager,
            Reminders: sent.Count(mail => mail.IsReminder),
            Closed: Funnel(results, "learner", "closed") + Funnel(results, "manager", "closed"),
            ExportPath: exportPath,
            ExportRows: await CountRowsAsync(exportPath),
            Seconds: Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1));
    }

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

    private static int Funnel(JsonElement results, string audience, string step)
    {
        var funnel = results.GetProperty("figures").GetProperty(audience).GetProperty("funnel");
        return funnel.TryGetProperty(step, out var count) ? count.GetInt32() : 0;
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
