using System.Text.Json;

namespace Followup.Journey.Tests;

/// <summary>For a test that takes the time: no other test of this project runs beside it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_runs_a_whole_cohort_in_under_a_minute()
    {
        using var data = new TemporaryFolder();
        var run = await LocalProcess.RunAsync(data.Path, "demo", "--json", "--people", "40");

        Assert.True(run.ExitCode == 0, run.Errors);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        int Count(string name) => summary.GetProperty(name).GetInt32();
        Assert.Equal((40, 40, 40, 6), (Count("completed"), Count("scheduled"), Count("sentLearner"), Count("sentManager")));
        Assert.InRange(Count("answeredLearner"), 20, 40);
        Assert.InRange(Count("answeredManager"), 20, 40);
        Assert.True(Count("reminders") > 0);
        Assert.Equal(80, Count("answeredLearner") + Count("answeredManager") + Count("closed"));
        Assert.Equal(Count("answeredLearner") + Count("answeredManager"), Count("exportRows"));
        Assert.True(File.Exists(summary.GetProperty("exportPath").GetString()));
        Assert.InRange(summary.GetProperty("seconds").GetDouble(), 0, 60);
    }
}
