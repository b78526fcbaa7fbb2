using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>
/// Mails go out from nine to seventeen on a working day where the recipient is at that moment. Planning aims at it; people move, calls are
/// tried again and queues stand still, so whoever sends looks again.
/// </summary>
public sealed class SendingHours(WorkCalendar calendar, TimeProvider time)
{
    /// <summary>The next hour at which mail may go out to the recipient.</summary>
    /// <param name="rows">What the mail is about: a wave by the clock goes out at any hour.</param>
    /// <returns>Null where that is now, or where the recipient is nobody to be mailed.</returns>
    public DateTimeOffset? Next(PersonRow? recipient, IEnumerable<InvitationRow> rows)
    {
        if (recipient is not { Active: true } || rows.Any(row => Wave.IsByTheClock(row.Wave))) return null;
        // the clock of the bus may be behind ours
        var now = (time.GetUtcNow() + InvitationRow.ClockSkew).ToInstant();
        var theirs = calendar.Of(recipient);
        // who moved over the date line has the day before: nine there may be within the hours here
        var due = rows.Max(row => row.Mailing.DueOn);
        var isTheDayBefore = now.InZone(theirs.Zone).Date.PlusDays(1) == due;
        var next = theirs.NextSending(isTheDayBefore ? theirs.Zone.AtStartOfDay(due).ToInstant() : now);
        return next <= now ? null : next.ToDateTimeOffset();
    }
}
