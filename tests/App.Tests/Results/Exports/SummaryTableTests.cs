using Followup.Rows;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Exports.ExportCalls;

namespace Followup.Tests.Results.Exports;

public sealed class SummaryTableTests(SystemFixture fixture)
{
    [Fact]
    public async Task The_summary_says_why_there_is_no_number()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await SaveAsync(scene, Audience.Learner, Eight);
        await SaveAsync(scene, Audience.Manager, Eight[..7]);
        await scene.HoldRoundsAsync();

        var rows = await fixture.ExportRowsAsync($"api/export/summary.csv?program={scene.ProgramId}");

        var reported = Row("all", "mean-share", "reported");
        Assert.Equal(("1", "5", "told"), (reported["value"], reported["n"], reported["status"]));
        var observed = Row("all", "mean-share", "observed");
        Assert.Equal(("", "", "not-yet"), (observed["value"], observed["n"], observed["status"]));
        Assert.Equal("not-defined", Row("all", "at-target", "reported", "protect-data")["status"]);
        Assert.Equal("with-others", Row("department", "mean-share", "reported")["status"]);
        var others = Row("others", "mean-share", "reported");
        Assert.Equal(("Claims", "1", "told"), (others["group"], others["value"], others["status"]));
        var onDay = Row("round", "mean-share", "reported");
        Assert.Equal(("2999-03-09", "told"), (onDay["group"], onDay["status"]));
        Assert.All(rows, row => Assert.Equal(row["status"] == "told", row["value"] != "" || row["figure"] == "mean-share-of-all-asked"));

        Dictionary<string, string> Row(string group, string figure, string evidence, string item = "") =>
            Assert.Single(rows, row =>
                (row["group_by"], row["figure"], row["evidence"], row["item"]) == (group, figure, evidence, item));
    }

    private static async Task SaveAsync(Scene scene, Audience audience, IReadOnlyList<string> people)
    {
        foreach (var (i, person) in people.Index())
        {
            var by = audience == Audience.Learner ? person : $"boss{i % 4}";
            var invitation = await scene.AskAsync(audience, person, by: by, countsIn: CountsIn.Others);
            await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, TestContext.Current.CancellationToken);
        }
    }
}
