using Azure;
using Azure.Data.Tables;
using Followup.Followups;
using Followup.People;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime.Extensions;

namespace Followup.Mailing;

/// <summary>
/// One mail a person, a kind and a day, whatever falls together: after an outage, or when the reminders of two mailings meet. A row <c>mailed|{audience}|{kind}</c> in the
/// person's partition says which mailing has the day; another one waits for the next working day.
/// </summary>
public sealed class OneMailADay(Tables tables, PersonStore people, WorkCalendar calendar, TimeProvider time)
{
    /// <summary>Null when the day is this mailing's, or else when to try again. Whoever holds it may ask again.</summary>
    public async Task<DateTimeOffset?> ClaimAsync(MailingKey mailing, string kind, CancellationToken ct)
    {
        var zone = calendar.Zone((await people.FindAsync(mailing.RecipientKey, ct))?.TimeZone);
        var today = time.GetUtcNow().ToInstant().InZone(zone).Date;
        var (partition, row) = (mailing.RecipientKey, $"mailed|{mailing.Audience.ToKey()}|{kind}");
        while (true)
        {
            var before = await tables.People.FindAsync<TableEntity>(partition, row, ct);
            if (before?.GetString("On") == LocalDateText.Iso(today) && before.GetString("Mailing") != mailing.ToString())
                return WorkCalendar.NineOClock(calendar.WorkingDayFrom(today.PlusDays(1)), zone).ToDateTimeOffset();
            var claim = new TableEntity(partition, row) { ["On"] = LocalDateText.Iso(today), ["Mailing"] = mailing.ToString() };
            try
            {
                if (before is null) await tables.People.AddEntityAsync(claim, ct);
                else await tables.People.UpdateEntityAsync(claim, before.ETag, TableUpdateMode.Replace, ct);
                return null;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // another mailing came between
            }
        }
    }
}
