using System.Text.Json;
using System.Text.RegularExpressions;
using Followup.Completions;
using NodaTime;

namespace Followup.Tests.Completions;

public sealed class XapiTests
{
    private const string Verb = """ "verb":{"id":"http://adlnet.gov/expapi/verbs/completed"} """;
    private const string Actor = """ "actor":{"account":{"homePage":"https://hr.example","name":"E10442"}} """;
    private const string Course = """ "object":{"id":"https://lms.example/course/7"} """;
    private const string Time = """ "timestamp":"2026-03-01T09:00:00+01:00" """;

    private static readonly CompletedAt MarchFirst =
        new(new LocalDateTime(2026, 3, 1, 9, 0).WithOffset(Offset.FromHours(1)), null);

    [Fact]
    public void A_completed_course_reads_as_a_completion() => Assert.Equal(
        new ReportedCompletion(
            "https://lms.contoso.example/course/ai-claims-07",
            "E10442",
            MarchFirst,
            "Contoso LMS",
            "5b1c6f5e-6a0e-4f0b-9a0e-0d6d4d7b7a11"),
        Read("""
            {"id":"5b1c6f5e-6a0e-4f0b-9a0e-0d6d4d7b7a11",
             "actor":{"objectType":"Agent","account":{"homePage":"https://hr.contoso.example","name":"E10442"}},
             "verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},
             "object":{"id":"https://lms.contoso.example/course/ai-claims-07"},
             "result":{"completion":true,"success":true,"duration":"PT2H5M"},
             "context":{"registration":"0f7c1b1e-2f5d-4a53-8c52-0a4f0a3a5a10","platform":"Contoso LMS"},
             "timestamp":"2026-03-01T09:00:00+01:00"}
            """).Completion);

    [Theory]
    [InlineData("""{"actor":{"mbox":"mailto:ann@followup.example"},V,O,T}""", "ann@followup.example")]
    [InlineData("""{"actor":{"objectType":"Agent","name":"Ann","mbox":"MAILTO:ann@followup.example"},V,O,T}""", "ann@followup.example")]
    [InlineData("""{"actor":{"account":{"name":"E1"}},V,O,T}""", "E1")]
    [InlineData("""{A,"verb":{"id":"https://adlnet.gov/expapi/verbs/passed"},O,T}""", "E10442")] // https as some send it
    [InlineData("""{A,V,O,T,"result":{"success":false}}""", "E10442")] // completed, if not passed
    [InlineData("""{A,V,"object":{"objectType":"Activity","id":"https://lms.example/course/7"},T}""", "E10442")]
    [InlineData("""{A,V,O,"stored":"2026-03-01T09:00:00+01:00"}""", "E10442")] // the record store's time where the sender gave none
    public void Other_ways_to_report_a_completion_are_understood(string json, string learner) =>
        Assert.Equal(new ReportedCompletion("https://lms.example/course/7", learner, MarchFirst, "xapi"), Read(json).Completion);

    [Theory]
    [InlineData("{A,O,T}", "verb.id", "required")]
    [InlineData("""{A,"verb":{},O,T}""", "verb.id", "required")]
    [InlineData("""{A,"verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},O,T}""", "verb.id", "verbs/attended")]
    [InlineData("""{A,"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},O,T}""", "object.objectType", "it is nothing")]
    [InlineData(
        """{A,"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},"object":{"objectType":"StatementRef"},T}""",
        "object.id",
        "required: the id of the statement")]
    // of another type, which is not missing
    [InlineData("""{A,"verb":"completed",O,T}""", "verb", "must be a JSON object; it is the text 'completed'")]
    [InlineData("""{A,"verb":{"id":7},O,T}""", "verb.id", "must be a text; it is the number '7'")]
    [InlineData("""{A,V,O,T,"result":{"success":"false"}}""", "result.success", "must be true or false, without quotes; it is the text")]
    [InlineData("""{A,V,O,T,"result":{"completion":"true"}}""", "result.completion", "without quotes; it is the text 'true'")]
    [InlineData("""{A,V,O,T,"result":{"completion":1}}""", "result.completion", "it is the number '1'")]
    [InlineData("""{A,V,O,T,"result":"passed"}""", "result", "must be a JSON object")]
    [InlineData("""{"actor":{"mbox":["mailto:a@followup.example"]},V,O,T}""", "actor.mbox", "must be a text; it is a list")]
    [InlineData("""{"actor":"ann",V,O,T}""", "actor", "must be a JSON object; it is the text 'ann'")]
    [InlineData("""{"actor":{"account":"E1"},V,O,T}""", "actor.account", "must be a JSON object")]
    [InlineData("""{"actor":{"account":{"name":17}},V,O,T}""", "actor.account.name", "it is the number '17'")]
    [InlineData("""{A,V,"object":"https://lms.example/course/7",T}""", "object", "must be a JSON object")]
    [InlineData("""{A,V,"object":{"id":991},T}""", "object.id", "it is the number '991'")]
    [InlineData("""{A,V,O,"timestamp":1772352000}""", "timestamp", "must be a text; it is the number '1772352000'")]
    [InlineData("""{A,V,O,T,"id":7}""", "id", "must be a text")]
    [InlineData("""{A,V,O,T,"context":{"platform":{}}}""", "context.platform", "it is an object")]
    [InlineData("""{A,V,O,T,"result":{"completion":false}}""", "result.completion", "not completed")]
    [InlineData(
        """{A,"verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},O,T,"result":{"success":false}}""",
        "result.success",
        "not successful")]
    [InlineData("""{A,V,O,"timestamp":"1970-01-01T00:00:00Z"}""", "timestamp", "'1970-01-01T00:00:00Z' is no moment")]
    [InlineData("{V,O,T}", "actor", "required")]
    [InlineData("""{"actor":{"objectType":"Agent","name":"Ann"},V,O,T}""", "actor", "exactly one")]
    [InlineData("""{"actor":{"mbox":"mailto:a@followup.example","openid":"https://a.example"},V,O,T}""", "actor", "exactly one")]
    [InlineData("""{"actor":{"objectType":"Group","mbox":"mailto:team@followup.example"},V,O,T}""", "actor", "group")]
    [InlineData(
        """{"actor":{"mbox_sha1sum":"cd9b00a5611f94eaa7b1661edab976068e364975"},V,O,T}""",
        "actor.mbox_sha1sum",
        "cannot be told")]
    [InlineData("""{"actor":{"openid":"http://openid.example.org/12345"},V,O,T}""", "actor.openid", "cannot be told")]
    [InlineData("""{"actor":{"mbox":"ann@followup.example"},V,O,T}""", "actor.mbox", "mailto:")]
    [InlineData("""{"actor":{"account":{"homePage":"https://hr.example"}},V,O,T}""", "actor.account.name", "required")]
    [InlineData("{A,V,T}", "object.id", "required")]
    [InlineData("""{A,V,"object":{"objectType":"Agent","id":"x"},T}""", "object.objectType", "Activity")]
    [InlineData("{A,V,O}", "timestamp", "required")]
    [InlineData("""{A,V,O,"timestamp":"2026-03-01T09:00:00"}""", "timestamp", "offset")]
    [InlineData("""{A,V,O,"timestamp":"2026-03-01"}""", "timestamp", "offset")]
    public void What_is_no_completion_of_somebody_we_can_ask_is_refused_by_its_place(string json, string field, string says)
    {
        var read = Read(json);

        Assert.Null(read.Completion);
        Assert.Equal(field, read.Error!.Field);
        Assert.Contains(says, read.Error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_voiding_statement_names_the_one_that_is_void() => Assert.Equal(
        "8f87ccde-bb56-4c2e-ab83-44982ef22df0",
        Read("""
            {A,"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
             "object":{"objectType":"StatementRef","id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0"},T}
            """).Withdrawn);

    [Theory]
    [InlineData("statements.json", "attended")]
    [InlineData("agents.json", "agents")]
    [InlineData("groups.json", "groups")]
    public void The_specifications_own_examples_are_each_taken_or_refused_with_a_reason(string file, string what)
    {
        var examples = Examples(file);

        foreach (var example in examples.RootElement.EnumerateObject())
        {
            // agents and groups do the completing; statements are read as they stand
            var sent = example.Value.GetRawText();
            var statement = what == "attended" ? sent : Expand($$"""{"actor":{{sent}},V,O,T}""");
            using var document = JsonDocument.Parse(statement);
            var read = Xapi.Read(document.RootElement);

            var isTaken = what == "agents" && example.Name is "account" or "account_no_homepage" or "default" or "mbox";
            Assert.True(isTaken == read.Completion is not null, $"{file}: {example.Name}");
            if (!isTaken) Assert.NotEqual("", read.Withdrawn ?? read.Error!.Reason);
        }
    }

    private static JsonDocument Examples(string file)
    {
        var path = Repository.File("..", "shared", "data", "xapi", file);
        Assert.SkipUnless(
            File.Exists(path), "The examples of the xAPI specification are not beside this repository, in ../shared/data/xapi.");
        return JsonDocument.Parse(File.ReadAllText(path));
    }

    private static ReadItem Read(string json)
    {
        using var document = JsonDocument.Parse(Expand(json));
        Assert.True(Xapi.IsStatement(document.RootElement));
        return Xapi.Read(document.RootElement);
    }

    /// <summary>A, V, O, T stand for an actor, a verb, an object and a time that are right.</summary>
    private static string Expand(string json)
    {
        return Regex.Replace(json, "(?<=[{,])[AVOT](?=[,}])", letter => Part(letter.Value));

        static string Part(string letter) => letter switch
        {
            "A" => Actor,
            "V" => Verb,
            "O" => Course,
            _ => Time,
        };
    }
}
