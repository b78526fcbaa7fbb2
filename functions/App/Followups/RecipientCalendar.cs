using NodaTime;

namespace Followup.Followups;

/// <summary>
/// Wall-clock rules for one recipient: mails go out from nine to seventeen o'clock on a working day where they are, else at nine of the
/// next.
/// </summary>
public sealed class RecipientCalendar(DateTimeZone zone, Weekend weekend, Predicate<LocalDate> isHoliday)
{
    private static readonly LocalTime Opens = new(9, 0);
    private static readonly LocalTime Closes = new(17, 0);

    public DateTimeZone Zone => zone;

    public bool IsWorkingDay(LocalDate day) => !weekend.Contains(day.DayOfWeek) && !isHoliday(day);

    /// <summary>The day itself if it is a working day, else the next one that is.</summary>
    public LocalDate WorkingDayFrom(LocalDate day)
    {
        while (!IsWorkingDay(day)) day = day.PlusDays(1);
        return day;
    }

    public LocalDate PlusWorkingDays(LocalDate day, int count)
    {
        for (; count > 0; count--) day = WorkingDayFrom(day.PlusDays(1));
        return day;
    }

    /// <summary>Nine o'clock there. A time that a clock change skips moves on to the next that exists.</summary>
    public Instant NineOClock(LocalDate day) => day.At(Opens).InZoneLeniently(zone).ToInstant();

    /// <summary>The first instant from this one on at which a mail may go out; seventeen o'clock is too late.</summary>
    public Instant NextSending(Instant from)
    {
        var there = from.InZone(zone);
        if (!IsWorkingDay(there.Date) || there.TimeOfDay >= Closes) return NineOClock(WorkingDayFrom(there.Date.PlusDays(1)));
        return there.TimeOfDay >= Opens ? from : NineOClock(there.Date);
    }
}
