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
        // of each audience one round at least, of its answers as a whole and of each of three behaviors
        Assert.InRange(Count("exportRows"), 8, 32);
        Assert.Equal(0, Count("exportRows") % 4);
        var export = summary.GetProperty("exportPath").GetString()!;
        Assert.Equal("groups.csv", Path.GetFileName(export));
        Assert.True(File.Exists(export));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(export)!, "summary.csv")));
        Assert.InRange(summary.GetProperty("seconds").GetDouble(), 0, 60);
    }
}
