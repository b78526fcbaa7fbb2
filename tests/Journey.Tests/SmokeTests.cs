using System.Diagnostics;

namespace Followup.Journey.Tests;

/// <summary>infra/smoke.sh as it is run after a deployment, against the system on this machine.</summary>
public sealed class SmokeTests(SmokeTests.Running running) : IClassFixture<SmokeTests.Running>
{
    [Fact]
    public async Task It_ends_well_once_the_mail_of_its_completion_is_out()
    {
        var smoke = SmokeAsync(running, running.Key, "300");
        // its wave of a minute is passed by the simulated clock
        while (!smoke.IsCompleted)
        {
            await running.Local.AdvanceAsync("PT1M");
            await Task.WhenAny(smoke, Task.Delay(1000, TestContext.Current.CancellationToken));
        }

        var (exitCode, output, error) = await smoke;
        Assert.True(exitCode == 0, error);
        Assert.Contains("The mail went out", output, StringComparison.Ordinal);
        Assert.DoesNotContain(running.Key, output + error, StringComparison.Ordinal);
        // in the provider's sandbox mode: taken, and delivered to nobody
        Assert.Empty(await running.Local.MailsAsync());
    }

    [Fact]
    public async Task It_fails_when_no_mail_goes_out_in_time()
    {
        // of its own: where another test has moved the clock on, a wave of a minute is over at once
        await using var own = new Running();
        await own.InitializeAsync();
        var (exitCode, _, error) = await SmokeAsync(own, own.Key, "6");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("smoke.sh: No mail went out within 6 seconds;", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_fails_with_what_the_system_said_and_without_the_key()
    {
        var (exitCode, output, error) = await SmokeAsync(running, "a-wrong-key", "6");

        Assert.Equal(1, exitCode);
        Assert.Contains("/api/programs/smoke-test was answered with 401", error, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-key", output + error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Out, string Error)> SmokeAsync(Running system, string key, string seconds)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        Assert.SkipUnless(
            Array.TrueForAll(["bash", "curl", "jq"], program => Array.Exists(folders, folder => File.Exists(Path.Combine(folder, program))))
                || Environment.GetEnvironmentVariable("CI") is not null,
            "The smoke test is a script that needs bash, curl and jq; install them to run this test.");
        using var process = Process.Start(
            new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "infra", "smoke.sh"), system.Local.Http.BaseAddress!.ToString()])
            {
                Environment = { ["FOLLOWUP_FUNCTION_KEY"] = key, ["FOLLOWUP_SMOKE_SECONDS"] = seconds },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
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
