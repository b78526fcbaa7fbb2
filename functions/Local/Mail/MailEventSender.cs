using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Followup.Local.Mail;

/// <summary>
/// Tells the function app what became of each mail, as SendGrid's signed event webhook does. Addresses of the domain
/// <c>bounce.example</c> bounce; all others are delivered. Events of a mail that was caught when the system was killed are lost, as
/// they may be with SendGrid.
/// </summary>
public sealed class MailEventSender : IAsyncDisposable
{
    private readonly Channel<CaughtMail> mails = Channel.CreateUnbounded<CaughtMail>();
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
        await sending;
        http.Dispose();
        key.Dispose();
    }

    private async Task SendAsync()
    {
        await foreach (var mail in mails.Reader.ReadAllAsync())
        {
            try
            {
                await PostAsync(mail);
            }
            catch (HttpRequestException)
            {
                // the app has stopped: SendGrid would try again for a day
            }
            Interlocked.Decrement(ref pending);
        }
    }

    private async Task PostAsync(CaughtMail mail)
    {
        var bounces = mail.To.EndsWith("@bounce.example", StringComparison.OrdinalIgnoreCase);
        string[] events = ["processed", bounces ? "bounce" : "delivered"];
        var timestamp = mail.SentAt.ToUnixTimeSeconds();
        var body = JsonSerializer.SerializeToUtf8Bytes(events.Select(name => Event(mail, name, timestamp)));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}"), .. body];
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", $"{timestamp}");
        using var answer = await http.SendAsync(request);
    }

    private static Dictionary<string, object?> Event(CaughtMail mail, string name, long timestamp) =>
        new(mail.CustomArgs.Select(arg => KeyValuePair.Create(arg.Key, (object?)arg.Value)))
        {
            ["email"] = mail.To,
            ["event"] = name,
            ["timestamp"] = timestamp,
            ["sg_event_id"] = Guid.NewGuid().ToString("N"),
            ["sg_message_id"] = $"{mail.Id}.local-0",
            ["status"] = name == "bounce" ? "5.1.1" : null,
        };
}
