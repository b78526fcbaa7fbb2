using Followup.Shared.Keys;
using static Followup.Tests.Results.Exports.ExportCalls;

namespace Followup.Tests.Results.Exports;

public sealed class SummaryTableTests(SystemFixture fixture)
{
    [Fact]
    public async Task The_summary_says_why_there_is_no_number()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, Six);
        await scene.AnswerAsync(Audience.Manager, Six[..2]);

        var rows = await fixture.ExportRowsAsync($"api/export/summary.csv?program={scene.ProgramId}");

        var reported = Row("all", "at-least-half", "reported");
        Assert.Equal(("1", "6", "6", "told"), (reported["value"], reported["k"], reported["n"], reported["status"]));
        var observed = Row("all", "at-least-half", "observed");
        Assert.Equal(("", "", "hidden"), (observed["value"], observed["n"], observed["status"]));
        Assert.Equal("not-defined", Row("all", "at-target", "reported", "protect-data")["status"]);
        Assert.Equal("told", Row("department", "at-least-half", "reported")["status"]);
        Assert.All(rows, row => Assert.Equal(row["status"] == "told", row["value"] != ""));

        Dictionary<string, string> Row(string group, string figure, string evidence, string item = "") =>
            Assert.Single(rows, row =>
                (row["group_by"], row["figure"], row["evidence"], row["item"]) == (group, figure, evidence, item));
    }
}
