using System.Net;
using System.Text;
using System.Text.Json;

namespace Followup.Tests;

/// <summary>An answer of ours: its status, and its JSON.</summary>
public sealed record Answered(HttpStatusCode Status, JsonElement Json)
{
    /// <summary>The members of problem details: field and reason.</summary>
    public IEnumerable<(string Field, string Reason)> Errors =>
        Json.GetProperty("errors").EnumerateArray()
            .Select(error => (error.GetProperty("field").GetString()!, error.GetProperty("reason").GetString()!));

    /// <summary>The verdicts of an import or of posted completions, in order.</summary>
    public IReadOnlyList<string> Verdicts(string list) =>
        [.. Json.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("verdict").GetString()!)];

    public int this[string count] => Json.GetProperty(count).GetInt32();
}

/// <summary>What HR and learning systems send, over real HTTP.</summary>
public static class IntakeCalls
{
    public const string Outcome = """{"id":"o1","statement":"Does it","indicator":"One sees it","targetFrequency":"often"}""";

    public static Task<Answered> PutProgramAsync(this SystemFixture fixture, string id, string json) =>
        fixture.SendAsync(HttpMethod.Put, $"api/programs/{id}", json, "application/json");

    /// <summary>A new program for one test.</summary>
    public static async Task<string> NewProgramAsync(this SystemFixture fixture, string more = "")
    {
        var id = $"p-{Guid.NewGuid():n}";
        var put = await fixture.PutProgramAsync(id, $$"""{"title":"A program","outcomes":[{{Outcome}}]{{more}}}""");
        Assert.Equal(HttpStatusCode.Created, put.Status);
        return id;
    }

    /// <summary>One new active person for one test, or several, in Berlin if no other time zone is given.</summary>
    public static async Task<string[]> NewPeopleAsync(
        this SystemFixture fixture, int count = 1, string zone = "Europe/Berlin", string active = "true")
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(_ => $"e-{Guid.NewGuid():n}")];
        var csv = new StringBuilder("id,email,name,timeZone,department,role,managerId,active\n");
        foreach (var id in ids)
        {
            csv.Append(FormattableString.Invariant($"{id},{id}@followup.example,Some One,{zone},Claims,Clerk,m-{id},{active}\n"));
        }
        var imported = await fixture.ImportPeopleAsync(csv.ToString());
        Assert.Equal(count, imported["created"]);
        return ids;
    }

    public static Task<Answered> ImportPeopleAsync(this SystemFixture fixture, string csv) =>
        fixture.SendAsync(HttpMethod.Post, "api/people/import", csv, "text/csv");

    public static Task<Answered> PostCompletionsAsync(this SystemFixture fixture, string json) =>
        fixture.SendAsync(HttpMethod.Post, "api/completions", json, "application/json");

    public static Task<Answered> ImportCompletionsAsync(this SystemFixture fixture, string csv) =>
        fixture.SendAsync(HttpMethod.Post, "api/completions/import", csv, "text/csv");

    public static Task<Answered> SendAsync(this SystemFixture fixture, HttpMethod method, string path, string body, string type) =>
        fixture.SendAsync(method, path, Encoding.UTF8.GetBytes(body), type);

    public static async Task<Answered> SendAsync(
        this SystemFixture fixture, HttpMethod method, string path, byte[]? body = null, string? type = null)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new(type!) { CharSet = "utf-8" };
        }
        using var response = await fixture.Http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        return new(response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
