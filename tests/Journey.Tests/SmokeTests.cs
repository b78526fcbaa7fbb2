namespace Followup.Journey.Tests;

/// <summary>infra/smoke.sh as it is run after a deployment, against the system on this machine.</summary>
public sealed class SmokeTests(SmokeTests.Running running) : IClassFixture<SmokeTests.Running>
{
    [Fact]
    public async Task It_ends_well_once_the_mail_of_its_completion_is_out()
    {
        var smoke = SmokeAsync(running, running.Key, "300");
        // the script's program asks a minute after completion, which the simulated clock jumps over
        while (!smoke.IsCompleted)
        {
            await running.Local.AdvanceAsync("PT1M");
            await Task.WhenAny(smoke, Task.Delay(1000, TestContext.Current.CancellationToken));
        }

        var (exitCode, output, errors) = await smoke;
        Assert.True(exitCode == 0, errors);
        Assert.Contains("The mail went out", output, StringComparison.Ordinal);
        Assert.DoesNotContain(running.Key, output + errors, StringComparison.Ordinal);
        // the mail went out in the provider's sandbox mode: accepted, and delivered to nobody
        Assert.Empty(await running.Local.MailsAsync());
    }

    [Fact]
    public async Task It_fails_when_no_mail_goes_out_in_time()
    {
        // a system of its own: where another test has moved the clock on, a wave of a minute is over at once
        await using var own = new Running();
        await own.InitializeAsync();
        var (exitCode, _, errors) = await SmokeAsync(own, own.Key, "6");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("smoke.sh: No mail went out within 6 seconds;", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_fails_with_what_the_system_said_and_without_the_key()
    {
        var (exitCode, output, errors) = await SmokeAsync(running, "a-wrong-key", "6");

        Assert.Equal(1, exitCode);
        Assert.Contains("/api/programs/smoke-test was answered with 401", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-key", output + errors, StringComparison.Ordinal);
    }

    private static Task<CommandResult> SmokeAsync(Running system, string key, string seconds)
    {
        Programs.OrSkip("bash", "curl", "jq");
        return Command.RunAsync(
            "bash",
            [Repository.File("infra", "smoke.sh"), system.Local.Http.BaseAddress!.ToString()],
            new Dictionary<string, string> { ["FOLLOWUP_FUNCTION_KEY"] = key, ["FOLLOWUP_SMOKE_SECONDS"] = seconds });
    }

    public sealed class Running : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();

        public LocalProcess Local { get; private set; } = null!;

        public string Key => Local.Info.GetProperty("functionKey").GetString()!;

        public async ValueTask InitializeAsync() => Local = await LocalProcess.StartAsync(folder.Path, "--clock", "simulated");

        public async ValueTask DisposeAsync()
        {
            await Local.DisposeAsync();
            folder.Dispose();
        }
    }
}
