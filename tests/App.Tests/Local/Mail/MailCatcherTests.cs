using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Followup.Local;
using Followup.Local.Mail;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Followup.Tests.Local.Mail;

/// <summary>The catcher against the provider's genuine client, and by hand where that client would not do the wrong thing.</summary>
public sealed class MailCatcherTests : IAsyncLifetime
{
    private const string Key = "SG.the-key";
    private const string Good =
        """
        { "personalizations": [{ "to": [{ "email": "ada@example.com" }] }], "from": { "email": "learning@example.com" },
          "subject": "Six weeks on", "content": [{ "type": "text/plain", "value": "Hello" }] }
        """;

    private readonly TemporaryFolder temp = new();
    private readonly HttpClient http = new();
    private DataFolder folder = null!;
    private MailBox box = null!;
    private MailEventSender events = null!;
    private MailCatcher catcher = null!;

    public async ValueTask InitializeAsync()
    {
        folder = DataFolder.Open(temp.Path);
        box = new MailBox(folder);
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // nobody listens for the events here
        events = new MailEventSender(new Uri("http://127.0.0.1:9/"), Convert.ToBase64String(signing.ExportPkcs8PrivateKey()));
        catcher = await MailCatcher.StartAsync(Key, box, events, TimeProvider.System, Ct);
        http.BaseAddress = catcher.Address;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await catcher.DisposeAsync();
        await events.DisposeAsync();
        await box.DisposeAsync();
        folder.Dispose();
        temp.Dispose();
    }

    [Fact]
    public async Task What_the_genuine_client_sends_is_kept_whole()
    {
        var message = MailHelper.CreateSingleEmail(
            new("learning@example.com", "Learning"), new("ada@example.com", "Ada"), "Six weeks on", "Hello",
            "<p><a href=\"https://example.com/s/a?x=1&amp;y=2\">Answer</a> <a href='/unsubscribe/b'>No more</a> <a>nothing</a></p>");
        message.AddCustomArg("mailing", "2026-02-16|learner|aaaaaaaaaaaaaaaaaaaa");
        message.AddHeader("Auto-Submitted", "auto-generated");

        var answer = await Client(Key).SendEmailAsync(message, Ct);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var mail = Assert.Single(box.All());
        Assert.Equal(mail.Id, answer.Headers.GetValues("X-Message-Id").Single());
        Assert.Equal(("ada@example.com", "Ada", "learning@example.com", "Learning"), (mail.To, mail.ToName, mail.From, mail.FromName));
        Assert.Equal(("Six weeks on", "Hello"), (mail.Subject, mail.Text));
        Assert.Equal(["https://example.com/s/a?x=1&y=2", "/unsubscribe/b"], mail.Links);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("2026-02-16|learner|aaaaaaaaaaaaaaaaaaaa", mail.CustomArgs["mailing"]);
    }

    [Theory]
    [InlineData("Lovelace, Ada", 0)]
    [InlineData("Ada Lovelace; Claims", 0)]
    [InlineData("\"Lovelace, Ada\"", 1)]
    [InlineData("Ada Lovelace", 1)]
    [InlineData(null, 1)]
    public async Task A_mail_to_a_name_that_the_provider_drops_is_taken_and_not_delivered(string? name, int delivered)
    {
        var message = MailHelper.CreateSingleEmail(
            new("learning@example.com", "Learning, Ltd."), new("ada@example.com", name), "Six weeks on", "Hello", null);

        var answer = await Client(Key).SendEmailAsync(message, Ct);

        Assert.Equal((HttpStatusCode.Accepted, delivered), (answer.StatusCode, box.Count));
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        var answer = await Client("SG.another").SendEmailAsync(
            MailHelper.CreateSingleEmail(new("learning@example.com"), new("ada@example.com"), "Six weeks on", "Hello", null), Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(box.All());
    }

    [Theory]
    [InlineData("""[{ "to": [{ "email": "ada@example.com" }] }]""", "[]", "personalizations")]
    [InlineData("""{ "to": [{ "email": "ada@example.com" }] }""", "{}", "personalizations.0.to")]
    [InlineData("ada@example.com", "", "personalizations.0.to")]
    [InlineData("ada@example.com", "ada", "personalizations.0.to")]
    [InlineData("learning@example.com", "learning", "from.email")]
    [InlineData("Six weeks on", "", "subject")]
    [InlineData("Hello", "", "content")]
    public async Task What_the_provider_would_refuse_is_refused_by_field(string right, string wrong, string field)
    {
        using var answer = await PostAsync(Good.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        var error = Assert.Single(json.RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
        Assert.Empty(box.All());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"personalizations\":")]
    public async Task What_is_not_json_is_refused(string text)
    {
        using var answer = await PostAsync(text);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task In_sandbox_mode_a_mail_is_checked_and_kept_nowhere()
    {
        using var answer = await PostAsync(Good.Insert(1, """ "mail_settings": { "sandbox_mode": { "enable": true } }, """));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(box.All());
    }

    [Fact]
    public async Task A_fault_strikes_as_often_as_it_was_asked_for()
    {
        catcher.Faults.Set(new MailFault(Status: 503, Count: 2));

        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 3; i++)
        {
            using var answer = await PostAsync(Good);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.Accepted], answers);
        Assert.Single(box.All());
    }

    [Theory]
    [InlineData(null, 1)] // cut after the mail was kept: the sender cannot know
    [InlineData(500, 0)] // cut before
    public async Task A_connection_can_be_cut_on_either_side_of_keeping_the_mail(int? status, int kept)
    {
        catcher.Faults.Set(new MailFault(Status: status, DropConnection: true));

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Good));

        Assert.Equal(kept, box.All().Count);
    }

    [Fact]
    public async Task An_answer_can_be_slow()
    {
        catcher.Faults.Set(new MailFault(DelayMs: 200));
        var began = TimeProvider.System.GetTimestamp();

        using var answer = await PostAsync(Good);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(190));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SendGridClient Client(string key) =>
        new(new SendGridClientOptions { ApiKey = key, Host = catcher.Address.GetLeftPart(UriPartial.Authority) });

    private Task<HttpResponseMessage> PostAsync(string json) =>
        http.PostAsync("/v3/mail/send", new StringContent(json, Encoding.UTF8, "application/json"), Ct);
}
