using System.Globalization;
using System.Net;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Followup.Programs;
using Followup.Responses;
using Followup.Results;
using Followup.Shared;
using Followup.Tests.Responses;
using NodaTime;

namespace Followup.Tests.Results;

public sealed class ResponseExportTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public void The_columns_and_their_order_are_fixed() => Assert.Equal(
        "program,program_version,learner,audience,wave,completed_on,due_on,answered_at,edited_at,department,role,"
        + "outcome_1,frequency_1,outcome_2,frequency_2,outcome_3,frequency_3,outcome_4,frequency_4,outcome_5,frequency_5,outcome_6,frequency_6,"
        + "barriers,example,help,one_for_all,outcome_7,frequency_7,outcome_8,frequency_8,outcome_9,frequency_9,outcome_10,frequency_10",
        string.Join(',', ResponseExport.Columns));

    [Fact]
    public async Task A_response_is_a_row_to_the_letter()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, Samples.Answered, ct);
        var answeredAt = (await scene.ResponsesAsync())[0].AnsweredAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        var lines = (await TextAsync($"program={scene.ProgramId}")).Split("\r\n");

        Assert.Equal(
            [
                string.Join(',', ResponseExport.Columns),
                $"{scene.ProgramId},1,{scene.PersonKeyOf("ada")},learner,P42D,2026-01-05,2999-02-16,{answeredAt},,Claims,Handler,"
                    + "check-facts,often,protect-data,no-occasion,,,,,,,,,no-time,Opened two of the sources.,A list of approved tools.,false,,,,,,,,",
                "",
            ],
            lines);
    }

    [Fact]
    public async Task An_export_is_a_file_that_Excel_reads_as_unicode()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var response = await GetAsync($"program={scene.ProgramId}");
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal($"responses-{scene.ProgramId}.csv", response.Content.Headers.ContentDisposition.FileName);
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

        Assert.Equal(read, Assert.Single(await RowsAsync($"program={scene.ProgramId}"))["example"]);
    }

    [Fact]
    public async Task Not_observed_is_told_from_no_occasion_and_an_edit_from_a_first_answer()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Manager);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered with { Barriers = [], Help = "Pair up." }, ct);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered with { Barriers = ["no-time", "tools"] }, ct);

        var row = Assert.Single(await RowsAsync($"program={scene.ProgramId}"));

        Assert.Equal(("manager", "not-observed", "no-time;tools"), (row["audience"], row["frequency_2"], row["barriers"]));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", row["edited_at"]);
    }

    [Theory]
    [InlineData("", "ada alan zoe")]
    [InlineData("&from=&to=", "ada alan zoe")]
    [InlineData("&from=2026-01-05", "ada alan zoe")]
    [InlineData("&from=2026-01-06", "alan zoe")]
    [InlineData("&to=2026-01-31", "ada alan")]
    [InlineData("&to=2026-01-30", "ada")]
    [InlineData("&from=2026-01-31&to=2026-02-01", "alan zoe")]
    [InlineData("&from=2026-02-02&to=2026-02-28", "")]
    public async Task From_and_to_are_days_of_completion_and_both_count(string days, string expected)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var (person, day) in new[] { ("ada", new LocalDate(2026, 1, 5)), ("alan", new(2026, 1, 31)), ("zoe", new(2026, 2, 1)) })
            await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Manager, person, completedOn: day), 1, Samples.Answered, ct);

        var rows = await RowsAsync($"program={scene.ProgramId}{days}");

        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scene.PersonKeyOf).Order(),
            rows.Select(row => row["learner"]).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("program=")]
    public async Task Without_a_program_all_are_exported(string query)
    {
        var (one, other) = (await new Scene(fixture).WithProgramAsync(), await new Scene(fixture).WithProgramAsync());
        foreach (var scene in new[] { one, other })
            await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, Samples.Answered, ct);

        var programs = (await RowsAsync(query)).Select(row => row["program"]).ToList();

        Assert.Contains(one.ProgramId, programs);
        Assert.Contains(other.ProgramId, programs);
    }

    [Fact]
    public async Task A_program_whose_id_begins_with_the_id_of_another_is_not_mixed_up_with_it()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.WithProgramAsync(id: $"{scene.ProgramId}-2");
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner, program: $"{scene.ProgramId}-2"), 1, Samples.Answered, ct);

        Assert.Empty(await RowsAsync($"program={scene.ProgramId}"));
    }

    [Fact]
    public async Task Six_behaviors_fill_all_columns()
    {
        var outcomes = Enumerable.Range(1, 6).Select(i => new Outcome($"o{i}", $"Does {i}", "-", Frequency.Often)).ToList();
        var scene = await new Scene(fixture).WithProgramAsync(new("Six", outcomes));
        await scene.Responses.SaveAsync(
            await scene.AskAsync(Audience.Learner), 1, new([.. outcomes.Select(outcome => new OutcomeAnswer(outcome.Id, Frequency.AlmostNever))], []), ct);

        var row = Assert.Single(await RowsAsync($"program={scene.ProgramId}"));

        Assert.Equal(("o6", "almost-never"), (row["outcome_6"], row["frequency_6"]));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-02-30", "to")]
    [InlineData("from=2026-02-01&to=2026-01-31", "from")]
    [InlineData("program=nobody-has-this", "program")]
    public async Task A_bad_parameter_is_named(string query, string field)
    {
        using var response = await GetAsync(query);
        var problem = await response.Content.ReadAsStringAsync(ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"field\":\"{field}\"", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to=9999-12-31")]
    [InlineData("from=0001-01-01")]
    public async Task Days_at_the_ends_of_the_calendar_break_nothing(string query)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var response = await GetAsync($"program={scene.ProgramId}&{query}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await response.Content.ReadAsStringAsync(ct);
    }

    [Fact]
    public async Task Without_the_function_key_nothing_is_told()
    {
        using var response = await fixture.Http.GetAsync(new Uri("api/export/responses.csv", UriKind.Relative), ct);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/export/responses.csv?{query}", UriKind.Relative));
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        return await fixture.Http.SendAsync(request, ct);
    }

    private async Task<string> TextAsync(string query)
    {
        using var response = await GetAsync(query);
        using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(ct));
        return await reader.ReadToEndAsync(ct);
    }

    private async Task<List<Dictionary<string, string>>> RowsAsync(string query)
    {
        using var csv = new CsvReader(new StringReader(await TextAsync(query)), new CsvConfiguration(CultureInfo.InvariantCulture));
        return [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }
}
