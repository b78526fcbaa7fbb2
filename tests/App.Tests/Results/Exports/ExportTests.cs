using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Followup.Programs;
using Followup.Results.Exports;
using Followup.Rows;
using Followup.Shared.Hr;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results.Exports;

public sealed class ExportTests(SystemFixture fixture)
{
    private static readonly string[] Six = ["ada", "alan", "grace", "edsger", "barbara", "donald"];

    // records, each ended by CRLF, of fields that are escaped, or hold neither quotation mark, comma nor line break
    private const string Rfc4180 = """\A(?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*\r\n)+\z""";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public void The_columns_and_their_order_are_fixed()
    {
        Assert.Equal(
            "program,program_version,learner,audience,wave,completed_on,due_on,answered_at,edited_at,department,role,"
            + "outcome_1,frequency_1,outcome_2,frequency_2,outcome_3,frequency_3,outcome_4,frequency_4,outcome_5,frequency_5,outcome_6,frequency_6,"
            + "barriers,example,help,one_for_all,outcome_7,frequency_7,outcome_8,frequency_8,outcome_9,frequency_9,outcome_10,frequency_10,completed_in,name",
            string.Join(',', ResponsesTable.Columns.Select(column => column.Name)));
        Assert.Equal("program,title,wave,group_by,group,figure,evidence,item,value,low,high,k,n,status", string.Join(',', SummaryTable.Columns.Select(column => column.Name)));
        Assert.Equal("program,title,program_version,outcome,statement,indicator,target_frequency,completion_data_only", string.Join(',', OutcomesTable.Columns.Select(column => column.Name)));
    }

    [Fact]
    public async Task By_key_a_row_says_what_was_answered_and_nothing_that_tells_who()
    {
        var scene = await AnsweredAsync(Audience.Learner, Six);

        var rows = await RowsAsync($"api/export/responses.csv?program={scene.ProgramId}");

        Assert.Equal(6, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal(("learner", "P42D", "check-facts", "often", "no-occasion", "no-time", "2026-01"), (row["audience"], row["wave"], row["outcome_1"], row["frequency_1"], row["frequency_2"], row["barriers"], row["completed_in"]));
            Assert.All(new[] { "completed_on", "due_on", "answered_at", "edited_at", "department", "role", "name", "example", "help" }, column => Assert.Equal("", row[column]));
        });
        Assert.Empty(rows.Select(row => row["learner"]).Intersect(Six.Select(scene.PersonKeyOf)));
        Assert.Equal(rows.Select(row => row["learner"]).Order(StringComparer.Ordinal), rows.Select(row => row["learner"]));
    }

    [Fact]
    public async Task A_pseudonym_is_the_same_in_every_export()
    {
        var scene = await AnsweredAsync(Audience.Learner, Six);
        await AnswerAsync(scene, Audience.Manager, Six);

        var rows = await RowsAsync($"api/export/responses.csv?program={scene.ProgramId}");

        Assert.Equal(6, rows.Select(row => row["learner"]).Distinct().Count());
        Assert.All(rows.GroupBy(row => row["learner"]), both => Assert.Equal(["learner", "manager"], both.Select(row => row["audience"]).Order()));
    }

    [Fact]
    public async Task Answers_of_fewer_than_five_are_held_back_and_comments_of_fewer_than_ten()
    {
        var scene = await AnsweredAsync(Audience.Manager, Six[..4]);
        Assert.Empty(await RowsAsync($"api/export/responses.csv?program={scene.ProgramId}"));

        await AnswerAsync(scene, Audience.Manager, [.. Enumerable.Range(0, 6).Select(i => $"more-{i}")]);
        var rows = await RowsAsync($"api/export/responses.csv?program={scene.ProgramId}");

        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.Equal("Opened two of the sources.", row["example"]));
    }

    [Fact]
    public async Task A_month_of_few_stands_together_with_its_neighbor()
    {
        var scene = await AnsweredAsync(Audience.Learner, Six);
        await AnswerAsync(scene, Audience.Learner, ["zoe"], new LocalDate(2026, 2, 1));

        Assert.Equal(["2026-01/2026-02"], (await RowsAsync($"api/export/responses.csv?program={scene.ProgramId}")).Select(row => row["completed_in"]).Distinct());
        Assert.Empty(await RowsAsync($"api/export/responses.csv?program={scene.ProgramId}&to=2026-01"));
        Assert.Equal(7, (await RowsAsync($"api/export/responses.csv?program={scene.ProgramId}&from=2026-01&to=2026-02")).Count);
    }

    [Fact]
    public async Task Identified_a_row_says_everything_to_the_letter()
    {
        var scene = await AnsweredAsync(Audience.Learner, ["ada"]);
        var stored = (await scene.ResponsesAsync())[0];
        var answeredAt = stored.AnsweredAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        var lines = (await TextAsync($"export/responses.csv?program={scene.ProgramId}&identified=true")).Split("\r\n");

        Assert.Equal(
            [
                string.Join(',', ResponsesTable.Columns.Select(column => column.Name)),
                $"{scene.ProgramId},1,{scene.IdOf("ada")},learner,P42D,2026-01-05,2999-02-16,{answeredAt},,Claims,Handler,"
                    + "check-facts,often,protect-data,no-occasion,,,,,,,,,no-time,Opened two of the sources.,A list of approved tools.,false,,,,,,,,,2026-01,Ada Lovelace",
                "",
            ],
            lines);
    }

    [Theory]
    [InlineData("export/responses.csv", HttpStatusCode.OK, HrAccess.Role)]
    [InlineData("export/responses.csv", HttpStatusCode.Forbidden, "somebody.else")]
    [InlineData("export/responses.csv", HttpStatusCode.Unauthorized)]
    [InlineData("export/responses.csv?identified=true", HttpStatusCode.Forbidden, HrAccess.Role)]
    [InlineData("export/responses.csv?identified=true", HttpStatusCode.OK, HrAccess.Role, HrAccess.IdentifiedRole)]
    [InlineData("api/export/responses.csv", HttpStatusCode.Unauthorized, HrAccess.Role, HrAccess.IdentifiedRole)] // no key
    public async Task Only_who_may_gets_a_file(string path, HttpStatusCode expected, params string[] roles)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}program={scene.ProgramId}", UriKind.Relative));
        request.Headers.Add(Principal.Header, roles.Length == 0 ? "nobody" : Principal.Encode("someone", roles));
        using var response = await fixture.Http.SendAsync(request, ct);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("api/export/responses.csv?identified=true", "identified")]
    [InlineData("api/export/responses.csv?from=yesterday", "from")]
    [InlineData("api/export/responses.csv?to=2026-02-30", "to")]
    [InlineData("api/export/responses.csv?from=2026-02&to=2026-01", "from")]
    [InlineData("api/export/summary.csv?program=nobody-has-this", "program")]
    [InlineData("api/export/summary.jsonl?wave=P1D", "wave")]
    public async Task A_bad_parameter_is_named(string path, string field)
    {
        using var response = await GetAsync(path);
        var problem = await response.Content.ReadAsStringAsync(ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"field\":\"{field}\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_there_is_not_is_said_with_those_there_are()
    {
        using var response = await GetAsync("api/export/everything.pdf");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("results.xlsx", await response.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_the_newest_gets_it_only_when_something_was_counted()
    {
        var scene = await AnsweredAsync(Audience.Learner, Six);
        var path = $"api/export/summary.csv?program={scene.ProgramId}";
        using var first = await GetAsync(path);
        var (tag, modified) = (first.Headers.ETag!, first.Content.Headers.LastModified!.Value);
        await scene.CountAsync("2026-01");

        using var same = await GetAsync(path, request => request.Headers.IfNoneMatch.Add(tag));
        using var since = await GetAsync(path, request => request.Headers.IfModifiedSince = modified);
        await AnswerAsync(scene, Audience.Learner, ["zoe"]);
        using var changed = await GetAsync(path, request => request.Headers.IfNoneMatch.Add(tag));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified, HttpStatusCode.OK), (same.StatusCode, since.StatusCode, changed.StatusCode));
    }

    [Fact]
    public async Task A_changed_word_is_a_change_though_no_figure_changes()
    {
        var scene = await AnsweredAsync(Audience.Learner, Six);
        using var before = await GetAsync($"api/export/responses.csv?program={scene.ProgramId}");
        var invitation = await scene.InvitationAsync(new() { PartitionKey = scene.LearnerMailing.Partition, RowKey = scene.LearnerMailing.InvitationRow(scene.ProgramId, scene.PersonKeyOf("ada"), "P42D") });
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered with { Example = "In other words." }, ct);
        await scene.CountAsync("2026-01");

        using var after = await GetAsync($"api/export/responses.csv?program={scene.ProgramId}", request => request.Headers.IfNoneMatch.Add(before.Headers.ETag!));

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task An_export_is_a_file_that_Excel_reads_as_unicode()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var response = await GetAsync($"api/export/responses.csv?program={scene.ProgramId}");
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal($"{scene.ProgramId}-responses.csv", response.Content.Headers.ContentDisposition!.FileName);
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
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, Samples.Answered with { Example = written }, ct);

        Assert.Equal(read, Assert.Single(await RowsAsync($"export/responses.csv?program={scene.ProgramId}&identified=true"))["example"]);
    }

    [Fact]
    public async Task Json_lines_say_the_same_as_the_csv()
    {
        var scene = await AnsweredAsync(Audience.Learner, Six);
        foreach (var table in new[] { "responses", "summary", "outcomes" })
        {
            var csv = await RowsAsync($"api/export/{table}.csv?program={scene.ProgramId}");
            var lines = (await TextAsync($"api/export/{table}.jsonl?program={scene.ProgramId}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.Equal(csv.Count, lines.Length);
            foreach (var (row, line) in csv.Zip(lines))
                Assert.Equal(row, JsonDocument.Parse(line).RootElement.EnumerateObject().ToDictionary(cell => cell.Name, cell => cell.Value.ToString() is var text && cell.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? text.ToLowerInvariant() : text));
        }
    }

    [Fact]
    public async Task The_summary_says_why_there_is_no_number()
    {
        var scene = await AnsweredAsync(Audience.Learner, Six);
        await AnswerAsync(scene, Audience.Manager, Six[..2]);

        var rows = await RowsAsync($"api/export/summary.csv?program={scene.ProgramId}");

        Dictionary<string, string> Row(string group, string figure, string evidence, string item = "") =>
            Assert.Single(rows, row => (row["group_by"], row["figure"], row["evidence"], row["item"]) == (group, figure, evidence, item));
        Assert.Equal(("1", "6", "6", "told"), (Row("all", "at-least-half", "reported") is var told ? (told["value"], told["k"], told["n"], told["status"]) : default));
        Assert.Equal(("", "", "hidden"), (Row("all", "at-least-half", "observed") is var hidden ? (hidden["value"], hidden["n"], hidden["status"]) : default));
        Assert.Equal("not-defined", Row("all", "at-target", "reported", "protect-data")["status"]);
        Assert.Equal("told", Row("department", "at-least-half", "reported")["status"]);
        Assert.All(rows, row => Assert.Equal(row["status"] == "told", row["value"] != ""));
    }

    [Fact]
    public async Task Ten_behaviors_fill_all_columns()
    {
        var outcomes = Enumerable.Range(1, 10).Select(i => new Outcome($"o{i}", $"Does {i}", "-", Frequency.Often)).ToList();
        var scene = await new Scene(fixture).WithProgramAsync(new("Ten", outcomes));
        await scene.Responses.SaveAsync(
            await scene.AskAsync(Audience.Learner), 1, new([.. outcomes.Select(outcome => new OutcomeAnswer(outcome.Id, Frequency.AlmostNever))], []), ct);

        var row = Assert.Single(await RowsAsync($"export/responses.csv?program={scene.ProgramId}&identified=true"));

        Assert.Equal(("o6", "almost-never", "o10", "almost-never"), (row["outcome_6"], row["frequency_6"], row["outcome_10"], row["frequency_10"]));
    }

    [Fact]
    public async Task A_program_whose_id_begins_with_the_id_of_another_is_not_mixed_up_with_it()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.WithProgramAsync(id: $"{scene.ProgramId}-2");
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner, program: $"{scene.ProgramId}-2"), 1, Samples.Answered, ct);

        Assert.Empty(await RowsAsync($"export/responses.csv?program={scene.ProgramId}&identified=true"));
        Assert.Single(await RowsAsync($"export/responses.csv?program={scene.ProgramId}-2&identified=true"));
    }

    private async Task<Scene> AnsweredAsync(Audience audience, string[] people)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await AnswerAsync(scene, audience, people);
        return scene;
    }

    private async Task AnswerAsync(Scene scene, Audience audience, string[] people, LocalDate? completedOn = null)
    {
        foreach (var person in people)
            await scene.Responses.SaveAsync(await scene.AskAsync(audience, person, person == "ada" ? "Ada Lovelace" : person, completedOn: completedOn), 1, Samples.Answered, ct);
        await scene.CountAsync("2026-01", "2026-02");
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        with?.Invoke(request);
        return await fixture.Http.SendAsync(request, ct);
    }

    private async Task<string> TextAsync(string path)
    {
        using var response = await GetAsync(path);
        using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(ct));
        return await reader.ReadToEndAsync(ct);
    }

    /// <summary>Read strictly: against the grammar of RFC 4180, and a row of another length is an error.</summary>
    private async Task<List<Dictionary<string, string>>> RowsAsync(string path)
    {
        var text = await TextAsync(path);
        Assert.Matches(Rfc4180, text);
        using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { Mode = CsvMode.RFC4180, NewLine = "\r\n", DetectColumnCountChanges = true });
        return [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }
}
