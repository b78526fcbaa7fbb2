using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Settles invitations by the provider's events. They come late, repeated (a few times on average, up to dozens) and out of order, so each
/// only ever moves an invitation forward: what is answered or ended stays so.
/// </summary>
public sealed class MailEvents(InvitationStore invitations, TimeProvider time)
{
    /// <summary>What an event does, and to which of its mailing's invitations.</summary>
    private sealed record Effect(Func<InvitationRow, bool> IsOn, Action<InvitationRow> Apply);

    /// <summary>Events of one mailing take effect in the order given; those of mails that are not ours take none.</summary>
    public async Task ApplyAsync(IEnumerable<MailEvent> events, CancellationToken ct)
    {
        var effects = events
            .Select(mailEvent => (Key: MailingKey.TryParse(mailEvent.Mailing ?? ""), Effect: EffectOf(mailEvent)))
            .Where(one => one is { Key: not null, Effect: not null })
            .GroupBy(one => one.Key!, one => one.Effect!)
            .ToList();
        var rows = await invitations.OfAllAsync(effects.ConvertAll(ofMailing => ofMailing.Key), ct);
        var changed = effects.Zip(rows, (ofMailing, all) => new ChangedMailing(
            ofMailing.Key,
            all,
            row => ofMailing.Any(effect => effect.IsOn(row)),
            row =>
            {
                foreach (var effect in ofMailing)
                {
                    if (effect.IsOn(row)) effect.Apply(row);
                }
            }));
        await invitations.ChangeAllAsync([.. changed], ct);
    }

    private Effect? EffectOf(MailEvent mailEvent)
    {
        // that a reminder arrived changes nothing, and most mails are reminders
        if (mailEvent is { Event: "processed" or "delivered", Attempt: var attempt } && Reminding.IsAttempt(attempt)) return null;
        var now = time.GetUtcNow();
        return mailEvent.Event switch
        {
            // Scheduled is among those not yet sent: now and then a mail has gone out all the same after an answer of 5xx
            "processed" => new(
                row => IsItsAttempt(row) && row.IsNotYetSent,
                row => row.ConfirmSent(now, MessageIdOf(mailEvent))),
            "delivered" => new(
                row => IsItsAttempt(row) && row.DeliveredAt is null,
                row => row.ConfirmDelivered(now, MessageIdOf(mailEvent))),
            "bounce" or "dropped" => new(
                row => row.IsOpen,
                row => row.End(InvitationState.Undeliverable, WhyUndelivered(mailEvent))),
            "spamreport" or "unsubscribe" or "group_unsubscribe" => new(
                row => row.IsOpen,
                row => row.End(InvitationState.OptedOut, $"The recipient asked for no mail ({mailEvent.Event}).")),
            _ => null,
        };

        bool IsItsAttempt(InvitationRow row) => mailEvent.Attempt is { } attempt && row.AttemptId == attempt;
    }

    /// <summary>Events carry the id of the answer to our call, and more behind its first dot.</summary>
    private static string? MessageIdOf(MailEvent mailEvent) => mailEvent.MessageId?.Split('.')[0];

    private static string WhyUndelivered(MailEvent mailEvent)
    {
        if (mailEvent.Event == "dropped") return "The mail provider dropped the mail: the address bounced or unsubscribed before.";
        var status = mailEvent.Status is { Length: > 0 and < 12 } given ? $" ({given})" : "";
        return $"The receiving server refused the mail{status}.";
    }
}
