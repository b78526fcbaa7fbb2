using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;

namespace Followup.Journey.Tests;

/// <summary>Local is killed while many completions are scheduled at once, and while many mailings are due at once.</summary>
public sealed class BatchKillTests
{
    private const int Learners = 60, Managers = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // FOLLOWUP_BATCH_KILLS says how often Local is killed during each of the two; once by default.
    [Fact]
    public async Task After_kills_every_follow_up_is_scheduled_and_everybody_has_a_mail_and_a_second_one_only_if_its_outcome_was_unknown()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_BATCH_KILLS") ?? "1", CultureInfo.InvariantCulture);
        var random = new Random();
        using var data = new TemporaryFolder();
        for (var round = 0; round < kills; round++)
        {
            await using var local = await LocalProcess.StartAsync(data.Path, "--clock", "simulated");
            if (round == 0) await ImportAsync(local);
            // whoever got no answer sends the same again; after that the kill falls between planning and the last state
            await local.PostAsync("api/completions", Completions(await Cohort.NowAsync(local)));
            var enough = random.Next(Learners + 1);
            while (await CountAsync(local, "followups", "State eq 'Scheduled'") < enough && !await IsAtRestAsync(local))
                await Task.Delay(1, Ct);
            await KillAsync(local);
        }
        for (var round = 0; round < kills; round++)
        {
            await using var local = await LocalProcess.StartAsync(data.Path);
            if (round == 0) await CheckScheduledAsync(local);
            var before = MailsIn(data);
            var walk = local.Http.PostAsync("_local/clock/advance?by=P45D", null, Ct);
            var enough = before + random.Next(1, Learners);
            while (MailsIn(data) < enough && !walk.IsCompleted) await Task.Delay(1, Ct);
            await KillAsync(local);
            await walk.ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await using var last = await LocalProcess.StartAsync(data.Path);
        // whatever was killed with a claim is looked at again after half an hour
        await last.AdvanceAsync("P1D");
        await last.AdvanceUntilAsync(Learners + Managers);
        await CheckMailsAsync(last, kills);
        last.Signal("TERM");
        Assert.Equal(0, (await last.EndAsync()).ExitCode);
    }

    private static async Task CheckScheduledAsync(LocalProcess local)
    {
        await local.AdvanceAsync("PT1M");
        Assert.Equal(Learners, await CountAsync(local, "followups", "State eq 'Scheduled'"));
        Assert.Equal(2 * Learners, await CountAsync(local, "invitations", "State eq 'Scheduled'"));
    }

    private static async Task CheckMailsAsync(LocalProcess local, int kills)
    {
        var mails = (await local.MailsAsync()).Where(mail => !mail.IsReminder).ToList();
        Assert.Equal(Learners + Managers, mails.Select(mail => mail.To).Distinct().Count());
        Assert.All(mails.CountBy(mail => mail.CustomArgs["mailing"]), mailing => Assert.InRange(mailing.Value, 1, 1 + kills));
        var sentAgain = await TableOf(local, "invitations").QueryAsync<TableEntity>("Resends gt 0", cancellationToken: Ct)
            .Select(row => row.RowKey)
            .ToListAsync(Ct);
        var twice = mails.CountBy(mail => mail.CustomArgs["mailing"]).Where(mailing => mailing.Value > 1).Select(mailing => mailing.Key);
        // a mailing is its day, and what its rows' keys begin with
        Assert.All(twice, mailing => Assert.Contains(
            sentAgain, key => key.StartsWith(mailing[(mailing.IndexOf('|', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal)));
        Assert.Equal(0, await CountAsync(local, "invitations", "State eq 'Scheduled' or State eq 'Sending' or State eq 'Unknown'"));
        var queues = await local.Http.GetFromJsonAsync<JsonElement>("_local/bus", Ct);
        Assert.All(queues.EnumerateArray(), queue => Assert.Equal(0, queue.GetProperty("deadLettered").GetInt32()));
    }

    private static async Task KillAsync(LocalProcess local)
    {
        local.Signal("KILL");
        await local.EndAsync();
    }

    private static async Task ImportAsync(LocalProcess local)
    {
        await local.SendAsync(HttpMethod.Put, "api/programs/ai-eval", Cohort.Program, "application/json");
        string[] people =
        [
            "id,email,name,managerId,timeZone",
            .. Enumerable.Range(0, Managers).Select(i => $"m{i},m{i}@journey.example,Manager {i},,Etc/UTC"),
            .. Enumerable.Range(0, Learners).Select(i => $"e{i},e{i}@journey.example,Learner {i},m{i % Managers},Etc/UTC"),
        ];
        await local.SendAsync(HttpMethod.Post, "api/people/import", string.Join('\n', people), "text/csv");
    }

    private static string Completions(DateTimeOffset at) => JsonSerializer.Serialize(
        Enumerable.Range(0, Learners).Select(i => new { program = "ai-eval", learner = $"e{i}", completedAt = at.ToString("o") }));

    private static async Task<bool> IsAtRestAsync(LocalProcess local)
    {
        var queues = await local.Http.GetFromJsonAsync<JsonElement>("_local/bus", Ct);
        return queues.EnumerateArray().All(queue => queue.GetProperty("active").GetInt32() + queue.GetProperty("locked").GetInt32() == 0);
    }

    /// <summary>Lines of the file while it is being written.</summary>
    private static int MailsIn(TemporaryFolder data)
    {
        using var file = new FileStream(data.File("mails.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var lines = 0;
        while (reader.ReadLine() is not null) lines++;
        return lines;
    }

    private static ValueTask<int> CountAsync(LocalProcess local, string table, string filter) =>
        TableOf(local, table).QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: Ct).CountAsync(Ct);

    private static TableClient TableOf(LocalProcess local, string name) =>
        new(local.Info.GetProperty("tables").GetString(), name);
}
