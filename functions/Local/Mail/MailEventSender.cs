using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Followup.Local.Mail;

/// <summary>
/// Tells the function app what became of mails, as SendGrid's signed event webhook does: the events that have gathered in one call, tried
/// again where it fails. Addresses of the domain <c>bounce.example</c> bounce; all others are delivered, but for mails that are dropped.
/// Events of a mail that was caught when the system was killed are lost, as they may be with SendGrid.
/// </summary>
public sealed class MailEventSender : IAsyncDisposable
{
    // two events each
    private const int MostMailsTogether = 100;

    // SendGrid goes on for a day
    private static readonly TimeSpan[] Delays =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)];

    private readonly Channel<CaughtMail> mails = Channel.CreateUnbounded<CaughtMail>();
    private readonly CancellationTokenSource stopping = new();
    private readonly HttpClient http = new();
    private readonly ECDsa key = ECDsa.Create();
    private readonly Uri webhook;
    private readonly Task sending;
    private int pending;

    public MailEventSender(Uri functions, string signingKey)
    {
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(signingKey), out _);
        webhook = new Uri(functions, "api/mail-events");
        sending = SendAsync();
    }

    public string PublicKey => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    public bool Idle => Volatile.Read(ref pending) == 0;

    public void Add(CaughtMail mail)
    {
        Interlocked.Increment(ref pending);
        mails.Writer.TryWrite(mail);
    }

    public async ValueTask DisposeAsync()
    {
        mails.Writer.Complete();
        await stopping.CancelAsync();
        await sending;
        stopping.Dispose();
        http.Dispose();
        key.Dispose();
    }

    private async Task SendAsync()
    {
        List<CaughtMail> together = [];
        while (await mails.Reader.WaitToReadAsync())
        {
            while (together.Count < MostMailsTogether && mails.Reader.TryRead(out var mail)) together.Add(mail);
            await PostUntilTakenAsync(together);
            Interlocked.Add(ref pending, -together.Count);
            together.Clear();
        }
    }

    private async Task PostUntilTakenAsync(IReadOnlyList<CaughtMail> together)
    {
        foreach (var delay in Delays)
        {
            if (stopping.IsCancellationRequested || await TryPostAsync(together)) return;
            await Task.Delay(delay, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryPostAsync(IReadOnlyList<CaughtMail> together)
    {
        var timestamp = together[^1].SentAt.ToUnixTimeSeconds();
        var body = JsonSerializer.SerializeToUtf8Bytes(together.SelectMany(EventsOf));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}"), .. body];
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", $"{timestamp}");
        try
        {
            using var answer = await http.SendAsync(request, stopping.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false; // not taken, not answered in time, or not waited for any more
        }
    }

    private static IEnumerable<Dictionary<string, object?>> EventsOf(CaughtMail mail)
    {
        var bounces = mail.To.EndsWith("@bounce.example", StringComparison.OrdinalIgnoreCase);
        string[] names = mail.IsDropped ? ["dropped"] : ["processed", bounces ? "bounce" : "delivered"];
        return names.Select(name => Event(mail, name));
    }

    private static Dictionary<string, object?> Event(CaughtMail mail, string name) =>
        new(mail.CustomArgs.Select(arg => KeyValuePair.Create(arg.Key, (object?)arg.Value)))
        {
            ["email"] = mail.To,
            ["event"] = name,
            ["timestamp"] = mail.SentAt.ToUnixTimeSeconds(),
            ["sg_event_id"] = Guid.NewGuid().ToString("N"),
            ["sg_message_id"] = $"{mail.Id}.local-0",
            ["status"] = name == "bounce" ? "5.1.1" : null,
            ["reason"] = name == "dropped" ? "Invalid" : null,
        };
}
