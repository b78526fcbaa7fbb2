using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results.Exports;

/// <summary>Answers to export, and the files that come over HTTP.</summary>
internal static class ExportCalls
{
    public static readonly string[] Eight = ["ada", "alan", "grace", "edsger", "barbara", "donald", "ken", "dennis"];

    // records, each ended by CRLF, of fields that are escaped, or hold neither quotation mark, comma nor line break
    private const string Rfc4180 = """\A(?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*\r\n)+\z""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A new program about which these people have answered, or their manager about them.</summary>
    public static async Task<Scene> AnsweredAsync(this SystemFixture fixture, Audience audience, params string[] people)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(audience, people);
        return scene;
    }

    /// <summary>These people complete the program, are asked about, and answer; then a round is held.</summary>
    public static async Task AnswerAsync(this Scene scene, Audience audience, string[] people, LocalDate? completedOn = null)
    {
        foreach (var person in people)
        {
            var fullName = person == "ada" ? "Ada Lovelace" : person;
            var by = audience == Audience.Learner ? person : $"boss{Array.IndexOf(people, person) % 4}";
            var invitation = await scene.AskAsync(audience, person, fullName, completedOn: completedOn, by: by);
            await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, Ct);
        }
        await scene.HoldRoundsAsync();
    }

    public static async Task<HttpResponseMessage> GetExportAsync(
        this SystemFixture fixture, string path, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        with?.Invoke(request);
        return await fixture.Http.SendAsync(request, Ct);
    }

    public static async Task<string> ExportTextAsync(this SystemFixture fixture, string path)
    {
        using var response = await fixture.GetExportAsync(path);
        using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Ct));
        return await reader.ReadToEndAsync(Ct);
    }

    /// <summary>
    /// The rows of a CSV file, by column. The file is read strictly: against the grammar of RFC 4180, and a row of another length is an
    /// error.
    /// </summary>
    public static async Task<List<Dictionary<string, string>>> ExportRowsAsync(this SystemFixture fixture, string path)
    {
        var text = await fixture.ExportTextAsync(path);
        Assert.Matches(Rfc4180, text);
        var strict = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Mode = CsvMode.RFC4180,
            NewLine = "\r\n",
            DetectColumnCountChanges = true,
        };
        using var csv = new CsvReader(new StringReader(text), strict);
        var rows = csv.GetRecords<dynamic>().Select(row => (IDictionary<string, object>)row);
        return [.. rows.Select(row => row.ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }
}
