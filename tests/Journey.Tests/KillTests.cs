namespace Followup.Journey.Tests;

public sealed class KillTests
{
    [Fact]
    public async Task After_a_kill_between_scheduling_and_the_jump_every_mail_still_goes_out_once()
    {
        using var data = new TemporaryFolder();
        await using (var killed = await LocalProcess.StartAsync(data.Path, "--clock", "simulated"))
        {
            await Cohort.ImportAsync(killed);
            await killed.AdvanceAsync("P1D");
            killed.Signal("KILL");
            await killed.EndAsync();
        }

        // the clock is kept with the data
        await using var local = await LocalProcess.StartAsync(data.Path);
        await local.AdvanceAsync("P44D");

        var mails = (await local.MailsAsync()).Where(mail => !mail.IsReminder).ToList();
        Assert.Equal(5, mails.Count);
        Assert.Equal(5, mails.Select(mail => mail.To).Distinct().Count());
        local.Signal("TERM");
        Assert.Equal(0, (await local.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_restart_keeps_programs_people_mails_and_the_clock()
    {
        using var data = new TemporaryFolder();
        int port;
        await using (var first = await LocalProcess.StartAsync(data.Path, "--clock", "simulated"))
        {
            port = first.Http.BaseAddress!.Port;
            await Cohort.ImportAsync(first);
            await first.AdvanceAsync("P45D");
        }

        // the port stands in the links of the mails
        await using var second = await LocalProcess.StartAsync(data.Path, "--port", $"{port}");
        Assert.Equal(5, (await second.MailsAsync()).Count(mail => !mail.IsReminder));
        Assert.True(await Cohort.NowAsync(second) > TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(44));
        var program = await second.Http.GetStringAsync("api/programs/ai-eval", TestContext.Current.CancellationToken);
        Assert.Contains("check-facts", program, StringComparison.Ordinal);
        var toLearner = (await second.MailsAsync()).First(mail => !mail.IsToManager);
        Assert.Equal(1, await Answers.PostAsync(toLearner.Page, "often"));
    }
}
