using Azure;
using Azure.Data.Tables;
using Followup.Followups;
using Followup.People;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>Whether a mailing has its recipient's day.</summary>
/// <param name="NextDay">Where another mailing has it: when to try again.</param>
public readonly record struct DayClaim(bool IsOurs, DateTimeOffset NextDay = default);

/// <summary>
/// One mail a person, a kind and a day, whatever falls together: after an outage, or when the reminders of two mailings meet. A row
/// <c>mailed|{audience}|{kind}</c> in the person's partition says which mailing has the day; another one waits for the next working day.
/// </summary>
public sealed class OneMailADay(Tables tables, WorkCalendar calendar, TimeProvider time)
{
    /// <summary>A mailing that has the day may claim it again.</summary>
    /// <param name="kind">invite or remind.</param>
    /// <param name="recipient">As read a moment ago.</param>
    public async Task<DayClaim> ClaimAsync(MailingKey mailing, string kind, PersonRows recipient, CancellationToken ct)
    {
        var theirs = calendar.Of(recipient.Person);
        var today = time.GetUtcNow().ToInstant().InZone(theirs.Zone).Date;
        var (partition, row) = (mailing.RecipientKey, $"mailed|{mailing.Audience.ToKey()}|{kind}");
        for (var before = recipient.Find(row); ; before = await tables.People.FindAsync<TableEntity>(partition, row, ct))
        {
            if (before?.GetString("On") == LocalDateText.Iso(today) && before.GetString("Mailing") != mailing.ToString())
            {
                var next = theirs.WorkingDayFrom(today.PlusDays(1));
                return new(IsOurs: false, theirs.NineOClock(next).ToDateTimeOffset());
            }
            var claim = new TableEntity(partition, row) { ["On"] = LocalDateText.Iso(today), ["Mailing"] = mailing.ToString() };
            try
            {
                if (before is null) await tables.People.AddEntityAsync(claim, ct);
                else await tables.People.UpdateEntityAsync(claim, before.ETag, TableUpdateMode.Replace, ct);
                return new(IsOurs: true);
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // another mailing came between
            }
        }
    }
}
