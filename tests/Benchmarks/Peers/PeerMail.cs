using SendGrid;
using SendGrid.Helpers.Mail;

namespace Followup.Benchmarks.Peers;

/// <summary>Sends a mail as the app writes it with the genuine client, for the systems that write none of their own.</summary>
internal static class PeerMail
{
    // of the mails that people approved, the first: the invitation to a learner
    private static readonly string Html = First("mails.html", "<!-- ");
    private static readonly string Text = First("mails.txt", "=== invitation", "=== reminder");

    private static SendGridClient client = null!;

    /// <summary>Must be called before the first mail.</summary>
    public static void SendTo(PeerSetup setup)
    {
        // as the app makes it: see MailingServices
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        client = new(http, new SendGridClientOptions { ApiKey = setup.CatcherKey, Host = setup.Catcher.GetLeftPart(UriPartial.Authority) });
    }

    /// <exception cref="HttpRequestException">It was not accepted: both schedulers then try again.</exception>
    public static async Task SendAsync(string address)
    {
        var message = MailHelper.CreateSingleEmail(
            new("learning@followup.example", "Learning & Development"), new(address), "How is it going since “Evaluating AI output”?",
            Text, Html);
        message.AddCustomArg("mailing", address);
        message.SetClickTracking(false, false);
        message.SetOpenTracking(false);
        var answer = await client.SendEmailAsync(message, CancellationToken.None);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"The mail catcher answered {(int)answer.StatusCode}.");
    }

    /// <summary>What stands between the first line that begins so and the next.</summary>
    private static string First(string resource, string begin, string? next = null)
    {
        using var reader = new StreamReader(typeof(PeerMail).Assembly.GetManifestResourceStream(resource)!);
        var all = reader.ReadToEnd();
        return all[..all.IndexOf($"\n{next ?? begin}", all.IndexOf(begin, StringComparison.Ordinal) + 1, StringComparison.Ordinal)];
    }
}
