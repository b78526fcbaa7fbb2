using Followup.Cards;
using Followup.Mailing.Mails;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging;

namespace Followup.Mailing;

/// <summary>
/// A reminder about what a mailing still waits for, or the mail that ends a postponement (see <see cref="Postponing"/>). Order: claim (the
/// count goes up), call. A crash in between costs that reminder: better one too few than the same one twice.
/// </summary>
public sealed partial class Reminding(
    InvitationStore invitations, AnsweredAlready answered, NotAskedAnyMore notAsked, SendingHours hours, OneMailADay days,
    PersonStore people, CardDeck deck, MailComposer composer, Mailer mailer, MailingAlarms alarms, TimeProvider time,
    ILogger<Reminding> logger)
{
    private const string Attempt = "reminder-";

    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    /// <summary>Whether an attempt that comes back with the provider's events was a reminder.</summary>
    public static bool IsAttempt(string? attemptId) => attemptId?.StartsWith(Attempt, StringComparison.Ordinal) == true;

    public async Task RemindAsync(MailingKey mailing, int number, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        bool IsDue(InvitationRow row) => ReminderSchedule.IsDue(row, number, now);

        List<InvitationRow> rows = [.. (await answered.RepairAsync(mailing, ct)).Where(IsDue)];
        if (rows.Count == 0) return;
        var recipient = await people.RowsAsync(mailing.RecipientKey, ct);
        var isGone = recipient.Person is not { Active: true };
        // where a learner is gone, closing ends the invitations; what a manager leaves goes to the next one
        if (isGone && mailing.Audience == Audience.Learner) return;
        if (hours.Next(recipient.Person, rows) is { } morning)
        {
            await alarms.SetAsync(mailing, number, morning, ct);
            return;
        }

        var facts = await notAsked.LookAsync(rows, ct);
        // of a program that is paused or over nobody is reminded; whoever was mailed may still answer
        rows.RemoveAll(row => facts.NobodyIsAsked(row) is not null);
        if (rows.Count == 0) return;
        var due = await notAsked.EndAsync(mailing, rows, recipient, facts, ct);
        if (due.Count == 0 || recipient.Person is not { } person) return;
        if (await days.ClaimAsync(mailing, "remind", recipient, ct) is { IsOurs: false, NextDay: var another })
        {
            await alarms.SetAsync(mailing, number, another, ct);
            return;
        }
        var claimed = await invitations.ChangeAsync(mailing, due, IsDue, row => (row.Reminders, row.RemindedAt) = (number, now), ct);
        if (claimed.Count == 0) return;

        var kind = number == ReminderSchedule.AfterPostponement ? MailKind.AsYouAsked : MailKind.Reminder;
        var cardFacts = await deck.FactsAsync(claimed, facts.Learners.Values.Append(person), ct);
        var mail = await composer.ComposeAsync(mailing, person, claimed, kind, cardFacts);
        var outcome = await mailer.SendAsync(person, mail, mailing.ToString(), $"{Attempt}{number}", ct);
        Log.Called(logger, number, mailing, outcome.Result, outcome.Reason);
        if (outcome.Result == SendResult.TryLater) await TryLaterAsync(mailing, number, now);
    }

    /// <summary>
    /// Order: the alarm, then the claim is given back; also where the app is told to stop. A crash between costs this reminder: the alarm
    /// finds it sent.
    /// </summary>
    private async Task TryLaterAsync(MailingKey mailing, int number, DateTimeOffset now)
    {
        await alarms.SetAsync(mailing, number, now + AnHour, CancellationToken.None);
        await invitations.ChangeAsync(
            mailing,
            row => row.AwaitsAnswer && row.Reminders == number,
            row => (row.Reminders, row.RemindedAt) = (number - 1, null),
            CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reminder {Number} of {Mailing}: the mail provider's outcome is {Result}. {Reason}")]
        public static partial void Called(ILogger logger, int number, MailingKey mailing, SendResult result, string? reason);
    }
}
