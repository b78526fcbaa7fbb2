using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Followup.Local.Demo;

/// <summary>A mail as <c>/_local/mails</c> tells it.</summary>
public sealed record SentMail(string To, string Subject, IReadOnlyDictionary<string, string> CustomArgs, IReadOnlyList<Uri> Links)
{
    public bool IsReminder => CustomArgs["attempt"].StartsWith("reminder", StringComparison.Ordinal);

    /// <summary>Either learner or manager.</summary>
    public string Audience => CustomArgs["mailing"].Split('|')[1];

    public string DueOn => CustomArgs["mailing"].Split('|')[0];

    public Uri Page => Links.Single(link => link.AbsolutePath.StartsWith("/s/", StringComparison.Ordinal) && link.Query == "");
}

/// <summary>The HTTP calls of the demo: what an LMS, HR and a person at the keyboard would send.</summary>
public sealed class DemoClient : IDisposable
{
    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    private readonly HttpClient http;

    public DemoClient(Uri address, string functionKey)
    {
        http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Add("x-functions-key", functionKey);
    }

    public Task<JsonElement> PutProgramAsync(string id, string json, CancellationToken ct) =>
        CallAsync(HttpMethod.Put, $"api/programs/{id}", json, "application/json", ct);

    public Task<JsonElement> PostAsync(string path, string body, string contentType, CancellationToken ct) =>
        CallAsync(HttpMethod.Post, path, body, contentType, ct);

    public async Task<JsonElement> ResultsAsync(string id, CancellationToken ct) =>
        await http.GetFromJsonAsync<JsonElement>($"api/programs/{id}/results", ct);

    public async Task<JsonElement> ParticipationAsync(string id, CancellationToken ct) =>
        await http.GetFromJsonAsync<JsonElement>($"api/programs/{id}/participation", ct);

    public async Task<IReadOnlyList<SentMail>> MailsAsync(CancellationToken ct) =>
        (await http.GetFromJsonAsync<SentMail[]>("_local/mails", Web, ct))!;

    /// <param name="path">Its name is the export's.</param>
    public async Task ExportAsync(string program, string path, CancellationToken ct)
    {
        await using var export = await http.GetStreamAsync($"api/export/{Path.GetFileName(path)}?program={program}", ct);
        await using var file = File.Create(path);
        await export.CopyToAsync(file, ct);
    }

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, string body, string contentType, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        using var response = await http.SendAsync(request, ct);
        var answer = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(answer).RootElement
            : throw new InvalidOperationException($"{method} {path} answered {(int)response.StatusCode}: {answer}");
    }

    public void Dispose() => http.Dispose();
}
