using Followup.Mailing.Mails;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging;

namespace Followup.Mailing;

/// <summary>
/// A reminder about what a mailing still waits for, or the mail that ends a postponement (see <see cref="Postponing"/>). Order: claim (the count goes up), call. A
/// crash in between costs that reminder: better one too few than the same one twice.
/// </summary>
public sealed partial class Reminding(
    InvitationStore invitations, AnsweredAlready answered, NotAskedAnyMore notAsked, OneMailADay days, PersonStore people, MailComposer composer, Mailer mailer, MailingAlarms alarms,
    TimeProvider time, ILogger<Reminding> logger)
{
    // a mail that could only go out days late is not followed by its reminder within hours, nor, after a pause, one reminder by the other
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(20);

    public async Task RemindAsync(MailingKey mailing, int number, CancellationToken ct)
    {
        await answered.RepairAsync(mailing, ct);
        if (await people.FindAsync(mailing.RecipientKey, ct) is not { Active: true } recipient) return; // closing ends them

        var now = time.GetUtcNow();
        bool IsDue(InvitationRow row) => row.AwaitsAnswer && row.Reminders < number && now < row.ClosesAt && (row.RemindedAt ?? row.SentAt) + Quiet < now
            && (number == Postponing.Reminder ? row.PostponedTo <= now + Inviting.ClockSkew : row.PostponedTo is null);
        var due = await notAsked.EndAsync(mailing, (await invitations.OfAsync(mailing, ct)).FindAll(IsDue), ct);
        if (due.Count == 0) return;
        if (await days.ClaimAsync(mailing, "remind", ct) is { } another)
        {
            await alarms.SetAsync(mailing, number, another, ct);
            return;
        }
        var claimed = await invitations.ChangeAsync(mailing, IsDue, row => (row.Reminders, row.RemindedAt) = (number, now), ct);
        if (claimed.Count == 0) return;

        var mail = await composer.ComposeAsync(mailing, recipient, claimed, number == Postponing.Reminder ? MailKind.AsYouAsked : MailKind.Reminder, ct);
        var outcome = await mailer.SendAsync(recipient, mail, mailing.ToString(), $"reminder-{number}", ct);
        Log.Called(logger, number, mailing, outcome.Result, outcome.Reason);
        if (outcome.Result != SendResult.TryLater) return;
        await alarms.SetAsync(mailing, number, now + RetryDelay.After(4), ct);
        await invitations.ChangeAsync(mailing, row => row.AwaitsAnswer && row.Reminders == number, row => (row.Reminders, row.RemindedAt) = (number - 1, null), ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reminder {Number} of {Mailing}: the mail provider's outcome is {Result}. {Reason}")]
        public static partial void Called(ILogger logger, int number, MailingKey mailing, SendResult result, string? reason);
    }
}
