using System.Text;
using System.Text.Json;
using Followup.Results.Exports;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Exports.ExportCalls;

namespace Followup.Tests.Results.Exports;

/// <summary>Columns, texts and encodings of CSV and JSON lines, which programs of others rely on.</summary>
public sealed class ExportFormatTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public void The_columns_and_their_order_are_fixed()
    {
        Assert.Equal(
            "program,program_version,learner,audience,wave,completed_on,due_on,answered_at,edited_at,department,role,"
                + "outcome_1,frequency_1,outcome_2,frequency_2,outcome_3,frequency_3,"
                + "outcome_4,frequency_4,outcome_5,frequency_5,outcome_6,frequency_6,"
                + "barriers,example,help,one_for_all,"
                + "outcome_7,frequency_7,outcome_8,frequency_8,outcome_9,frequency_9,outcome_10,frequency_10,name",
            Names(ResponsesTable.Columns));
        Assert.Equal(
            "program,title,wave,group_by,group,figure,evidence,item,value,low,high,k,n,status,target_frequency,asked_so_until",
            Names(SummaryTable.Columns));
        Assert.Equal(
            "program,wave,evidence,group_by,group,stream,round,day,program_version,remembered,outcome,target_frequency,"
                + "almost_never,rarely,sometimes,often,almost_always,could_not_tell,since_known,since_reached,since_lost,"
                + "answers,known,sum_of_shares,sum_of_squares,at_least_half,one_for_all,"
                + "barrier_no_time,barrier_no_occasion,barrier_tools,barrier_unsure,barrier_not_expected,barrier_discouraged,"
                + "barrier_rules,barrier_not_useful",
            Names(GroupsTable.Columns));
        Assert.Equal(
            "program,title,program_version,outcome,statement,indicator,target_frequency,completion_data_only",
            Names(OutcomesTable.Columns));

        static string Names(IEnumerable<Column> columns) => string.Join(',', columns.Select(column => column.Name));
    }

    [Fact]
    public async Task An_export_is_a_file_that_Excel_reads_as_unicode()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var response = await fixture.GetExportAsync($"api/export/groups.csv?program={scene.ProgramId}");
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal($"{scene.ProgramId}-groups.csv", response.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.NotEqual(Encoding.UTF8.Preamble.ToArray(), bytes[3..6]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("=HYPERLINK(\"https://evil.example\",\"x\")", "'=HYPERLINK(\"https://evil.example\",\"x\")")]
    [InlineData("a, \"quoted\"\nand two lines; ü 🙂", "a, \"quoted\"\nand two lines; ü 🙂")]
    [InlineData("\"=1+1\"", "\"=1+1\"")]
    [InlineData("1 - 1 = 0", "1 - 1 = 0")]
    public async Task Texts_come_back_as_they_were_and_none_as_a_formula(string written, string read)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered with { Example = written }, ct);

        var rows = await fixture.ExportRowsAsync($"export/responses.csv?program={scene.ProgramId}&identified=true");

        Assert.Equal(read, Assert.Single(rows)["example"]);
    }

    [Fact]
    public async Task Json_lines_say_the_same_as_the_csv()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, Eight);
        foreach (var table in new[] { "groups", "summary", "outcomes" })
        {
            var csv = await fixture.ExportRowsAsync($"api/export/{table}.csv?program={scene.ProgramId}");
            var json = await fixture.ExportTextAsync($"api/export/{table}.jsonl?program={scene.ProgramId}");
            var lines = json.Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.Equal(csv.Count, lines.Length);
            foreach (var (row, line) in csv.Zip(lines))
            {
                using var document = JsonDocument.Parse(line);
                var cells = document.RootElement.EnumerateObject();
                Assert.Equal(row, cells.ToDictionary(cell => cell.Name, cell => AsInCsv(cell.Value)));
            }
        }

        static string AsInCsv(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.ToString(),
        };
    }
}
