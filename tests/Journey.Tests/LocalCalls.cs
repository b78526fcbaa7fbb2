using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Followup.Journey.Tests;

/// <summary>The calls of a journey: what learning systems, HR and a person at the keyboard send.</summary>
internal static class LocalCalls
{
    public static async Task<JsonElement> SendAsync(
        this LocalProcess local, HttpMethod method, string path, string body, string contentType)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        using var response = await local.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}\n{local.Written}");
        return text == "" ? default : JsonDocument.Parse(text).RootElement;
    }

    public static Task<JsonElement> PostAsync(this LocalProcess local, string path, string json) =>
        local.SendAsync(HttpMethod.Post, path, json, "application/json");

    public static Task<JsonElement> AdvanceAsync(this LocalProcess local, string period) =>
        local.PostAsync($"_local/clock/advance?by={period}", "");

    /// <summary>Goes on day by day until so many invitations are out: where weekends lie depends on the day the test runs.</summary>
    public static async Task<IReadOnlyList<Mail>> AdvanceUntilAsync(this LocalProcess local, int invitations)
    {
        for (var days = 0; days < 6; days++)
        {
            var mails = await local.MailsAsync();
            if (mails.Count(mail => !mail.IsReminder) >= invitations) return mails;
            await local.AdvanceAsync("P1D");
        }
        throw new InvalidOperationException("The invitations did not go out within six days.");
    }

    public static async Task<IReadOnlyList<Mail>> MailsAsync(this LocalProcess local) =>
        (await local.Http.GetFromJsonAsync<Mail[]>("_local/mails"))!;

    public static Task<string> ExportAsync(this LocalProcess local) => local.Http.GetStringAsync("export/responses.csv?identified=true");
}
