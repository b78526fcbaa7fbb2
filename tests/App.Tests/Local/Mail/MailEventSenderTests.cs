using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Followup.Mailing;
using Followup.Local;
using Followup.Local.Mail;
using Followup.Mailing;

namespace Followup.Tests.Local.Mail;

public sealed class MailEventSenderTests
{
    [Theory]
    [InlineData("ada@example.com", "delivered")]
    [InlineData("nobody@bounce.example", "bounce")]
    public async Task The_webhook_is_told_what_became_of_a_mail_signed_as_the_provider_signs(string to, string end)
    {
        var ct = TestContext.Current.CancellationToken;
        using var webhook = new HttpListener();
        var address = new Uri($"http://127.0.0.1:{FreePort.Or(0)}/");
        webhook.Prefixes.Add(address.ToString());
        webhook.Start();
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var sender = new MailEventSender(address, Convert.ToBase64String(signing.ExportPkcs8PrivateKey()));

        sender.Add(new CaughtMail(
            "the-id", new(2026, 2, 16, 8, 0, 0, TimeSpan.Zero), to, null, "learning@example.com", null, "Six weeks on", "", "",
            new Dictionary<string, string>(), new Dictionary<string, string> { ["mailing"] = "2026-02-16|learner|a", ["attempt"] = "b" }, []));
        var call = await webhook.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(10), ct);
        Assert.False(sender.Idle);
        var body = new byte[call.Request.ContentLength64];
        await call.Request.InputStream.ReadExactlyAsync(body, ct);
        call.Response.Close();

        Assert.Equal("/api/mail-events", call.Request.Url!.AbsolutePath);
        Assert.True(MailEventSignature.Verify(
            sender.PublicKey, call.Request.Headers[MailEventSignature.SignatureHeader], call.Request.Headers[MailEventSignature.TimestampHeader], body));
        using var json = JsonDocument.Parse(body);
        Assert.Equal(["processed", end], json.RootElement.EnumerateArray().Select(one => one.GetProperty("event").GetString()));
        Assert.All(json.RootElement.EnumerateArray(), one =>
        {
            Assert.Equal(("2026-02-16|learner|a", "b"), (one.GetProperty("mailing").GetString(), one.GetProperty("attempt").GetString()));
            Assert.StartsWith("the-id.", one.GetProperty("sg_message_id").GetString(), StringComparison.Ordinal);
        });
        Assert.True(SpinWait.SpinUntil(() => sender.Idle, TimeSpan.FromSeconds(5)));
    }
}
