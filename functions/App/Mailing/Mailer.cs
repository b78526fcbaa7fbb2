using System.Diagnostics;
using System.Net;
using Followup.Mailing.Mails;
using Followup.People;
using Followup.Shared.Telemetry;
using Microsoft.Extensions.Options;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Followup.Mailing;

/// <summary>Hands a mail to SendGrid and says what is known of it afterwards.</summary>
public sealed class Mailer(
    SendGridClient client, SendingPace pace, IOptions<MailOptions> options, IOptions<SendGridOptions> provider)
{
    /// <param name="mailing">Comes back with the provider's events: the mailing's key, or what is none of ours.</param>
    public async Task<SendOutcome> SendAsync(PersonRow to, Mail mail, string mailing, string attemptId, CancellationToken ct)
    {
        var message = MailHelper.CreateSingleEmail(
            new(options.Value.FromAddress, options.Value.FromName),
            new(to.Email, PersonNames.DisplayName(to)),
            mail.Subject, mail.Text, mail.Html);
        // Twilio keeps these for long, unredacted and readable by its staff: keys only.
        message.AddCustomArg("mailing", mailing);
        message.AddCustomArg("attempt", attemptId);
        // Rewritten links hide our domain and are followed by scanners; opens and clicks prove nothing about people.
        message.SetClickTracking(false, false);
        message.SetOpenTracking(false);
        // RFC 3834: keeps out-of-office replies from answering
        message.AddHeader("Auto-Submitted", "auto-generated");
        // RFC 8058: mail programs offer to stop the mails with one click, which POSTs
        message.AddHeader("List-Unsubscribe", $"<{mail.Stop}>");
        message.AddHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        if (provider.Value.Sandbox || IsNowhere(to.Email)) message.SetSandBoxMode(true);

        try
        {
            await pace.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return new(SendResult.TryLater, Reason: "The app stopped while calls of the mail provider were held back.");
        }
        using var span = FollowupTraces.Start("mail send", ActivityKind.Client);
        var outcome = await CallAsync(message, ct);
        span?.SetTag("followup.mailing", mailing)
            .SetTag("followup.outcome", outcome.Result.ToString())
            .SetTag("followup.reason", outcome.Reason);
        return outcome;
    }

    private async Task<SendOutcome> CallAsync(SendGridMessage message, CancellationToken ct)
    {
        try
        {
            var answer = await client.SendEmailAsync(message, ct);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) pace.SlowDown(answer.Headers);
            return answer.StatusCode switch
            {
                HttpStatusCode.Accepted or HttpStatusCode.OK => new(SendResult.Accepted, MessageIdOf(answer)),
                // A wrong key or a blocked account is the operator's to mend: no invitation should be lost to it.
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                    or >= HttpStatusCode.InternalServerError => new(SendResult.TryLater, Reason: Said(answer)),
                _ => new(SendResult.Refused, Reason: Said(answer)),
            };
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new(SendResult.TryLater, Reason: "The mail provider could not be reached.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new(SendResult.Unsettled, Reason: "The connection to the mail provider broke before it answered.");
        }
    }

    /// <summary>
    /// RFC 6761: nothing under .invalid ever exists. What is sent there, as by the smoke test, must not count as a bounce against us.
    /// </summary>
    private static bool IsNowhere(string address) => address.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);

    // The answer's body may quote the address, so only the number is kept.
    private static string Said(Response answer) => $"The mail provider answered {(int)answer.StatusCode}.";

    private static string? MessageIdOf(Response answer) =>
        answer.Headers.TryGetValues("X-Message-Id", out var values) ? values.FirstOrDefault() : null;
}
