using System.Net;
using System.Text.Json;

namespace Followup.Journey.Tests;

public sealed class HttpJourneyTests
{
    [Fact]
    public async Task A_completion_comes_in_and_six_weeks_later_its_answers_are_exported()
    {
        using var data = new TemporaryFolder();
        await using var local = await LocalProcess.StartAsync(data.Path, "--clock", "simulated");

        Assert.Equal((3, 0, 0), Verdicts(await Cohort.ImportAsync(local)));
        await local.AdvanceAsync("P41D");
        Assert.Empty(await local.MailsAsync());

        var mails = await local.AdvanceUntilAsync(invitations: 5);
        Assert.Equal(3, mails.Count(mail => !mail.IsToManager && !mail.IsReminder));
        Assert.Equal(2, mails.Count(mail => mail.IsToManager && !mail.IsReminder)); // one a manager and day
        Assert.All(mails, mail => Assert.NotEqual("", mail.Text));

        var ottoline = mails.Single(mail => mail.To.StartsWith("ottoline", StringComparison.Ordinal) && !mail.IsReminder);
        var winifred = mails.Single(mail => mail.To.StartsWith("winifred", StringComparison.Ordinal) && !mail.IsReminder);
        Assert.Equal(1, await Answers.PostAsync(ottoline.Page, "often"));
        Assert.Equal(2, await Answers.PostAsync(winifred.Page, "not-observed"));
        Assert.Equal(["often", "often", "often"], await Answers.CheckedAsync(ottoline.Page));
        Assert.Equal(1, await Answers.PostAsync(ottoline.Page, "rarely")); // editable: the same row
        Assert.Equal(["rarely", "rarely", "rarely"], await Answers.CheckedAsync(ottoline.Page));

        await local.AdvanceAsync("P21D");
        var later = await local.MailsAsync();
        Assert.DoesNotContain(later, mail => mail.IsReminder && mail.To == winifred.To);
        Assert.Equal(2, later.Count(mail => mail.IsReminder && mail.To.StartsWith("ignatius", StringComparison.Ordinal)));
        Assert.Equal(2, later.Count(mail => mail.IsReminder && mail.To.StartsWith("balthasar", StringComparison.Ordinal)));
        using var closed = await local.Http.GetAsync(ottoline.Page, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, closed.StatusCode);

        var rows = (await local.ExportAsync()).TrimEnd().Split("\r\n");
        Assert.Equal(1 + 3, rows.Length);
        Assert.Equal(1, Count(",learner,", "check-facts,rarely"));
        Assert.Equal(2, Count(",manager,", "check-facts,not-observed"));

        int Count(string audience, string answer) =>
            rows.Count(row => row.Contains(audience, StringComparison.Ordinal) && row.Contains(answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_completions_twice_are_duplicates_and_send_not_one_more_mail()
    {
        using var data = new TemporaryFolder();
        await using var local = await LocalProcess.StartAsync(data.Path, "--clock", "simulated");
        await Cohort.ImportAsync(local);
        var once = Cohort.Completions(await Cohort.NowAsync(local));

        Assert.Equal((0, 3, 0), Verdicts(await local.PostAsync("api/completions", once)));
        var twiceInOneBatch = $"[{once.Trim('[', ']')},{once.Trim('[', ']')}]";
        Assert.Equal((0, 6, 0), Verdicts(await local.PostAsync("api/completions", twiceInOneBatch)));
        await local.AdvanceAsync("P1D");
        Assert.Equal((0, 3, 0), Verdicts(await local.PostAsync("api/completions", once)));
        Assert.Equal((0, 3, 0), Verdicts(await local.PostAsync("api/completions", Cohort.Completions(await Cohort.NowAsync(local)))));
        await local.AdvanceAsync("P45D");

        Assert.Equal(5, (await local.MailsAsync()).Count(mail => !mail.IsReminder));
    }

    private static (int Accepted, int Duplicate, int Rejected) Verdicts(JsonElement answer) =>
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicate").GetInt32(), answer.GetProperty("rejected").GetInt32());
}
