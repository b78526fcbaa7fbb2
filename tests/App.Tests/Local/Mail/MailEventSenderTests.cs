using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Followup.Local;
using Followup.Local.Mail;
using Followup.Mailing;

namespace Followup.Tests.Local.Mail;

public sealed class MailEventSenderTests
{
    [Theory]
    [InlineData("ada@example.com", "Ada", "processed delivered")]
    [InlineData("nobody@bounce.example", "Ada", "processed bounce")]
    [InlineData("ada@example.com", "Lovelace, Ada", "dropped")]
    public async Task The_webhook_is_told_what_became_of_a_mail_signed_as_the_provider_signs(string to, string name, string told)
    {
        var ct = TestContext.Current.CancellationToken;
        using var webhook = new HttpListener();
        var address = new Uri($"http://127.0.0.1:{FreePort.Or(0)}/");
        webhook.Prefixes.Add(address.ToString());
        webhook.Start();
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var sender = new MailEventSender(address, Convert.ToBase64String(signing.ExportPkcs8PrivateKey()));

        sender.Add(SampleMail.New() with { Id = "the-id", To = to, ToName = name });
        var call = await webhook.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(10), ct);
        Assert.False(sender.Idle);
        var body = new byte[call.Request.ContentLength64];
        await call.Request.InputStream.ReadExactlyAsync(body, ct);
        call.Response.Close();

        Assert.Equal("/api/mail-events", call.Request.Url!.AbsolutePath);
        var signature = call.Request.Headers[MailEventSignature.SignatureHeader];
        var timestamp = call.Request.Headers[MailEventSignature.TimestampHeader];
        Assert.True(MailEventSignature.Verify(sender.PublicKey, signature, timestamp, body));
        using var json = JsonDocument.Parse(body);
        var events = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(told.Split(' '), events.Select(mailEvent => mailEvent.GetProperty("event").GetString()));
        Assert.All(events, mailEvent =>
        {
            Assert.Equal("2026-02-16|learner|a", mailEvent.GetProperty("mailing").GetString());
            Assert.Equal("b", mailEvent.GetProperty("attempt").GetString());
            Assert.StartsWith("the-id.", mailEvent.GetProperty("sg_message_id").GetString(), StringComparison.Ordinal);
        });
        Assert.True(SpinWait.SpinUntil(() => sender.Idle, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_webhook_that_never_answers_keeps_no_stop_waiting()
    {
        var ct = TestContext.Current.CancellationToken;
        using var webhook = new TcpListener(IPAddress.Loopback, 0);
        webhook.Start();
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sender = new MailEventSender(
            new Uri($"http://{webhook.LocalEndpoint}/"), Convert.ToBase64String(signing.ExportPkcs8PrivateKey()));
        sender.Add(SampleMail.New());
        using var call = await webhook.AcceptTcpClientAsync(ct);
        await sender.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), ct);
    }
}
