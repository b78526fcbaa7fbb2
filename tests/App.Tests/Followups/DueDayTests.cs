using Followup.Followups;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Followups;

public sealed class DueDayTests
{
    private static readonly Instant LongAgo = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly RecipientCalendar InBerlin = Calendar().Of("Europe/Berlin", country: null);

    [Theory]
    [InlineData("2026-01-05", "P42D", "Europe/Berlin", "2026-02-16T09:00:00+01")] // plain winter Monday
    [InlineData("2026-02-20", "P42D", "Europe/Berlin", "2026-04-07T09:00:00+02")] // April 3 and 6 are holidays; clocks have gone forward
    [InlineData("2026-03-01", "P42D", "Europe/Berlin", "2026-04-13T09:00:00+02")] // Sunday moves to Monday; nine after the change too
    [InlineData("2026-10-05", "P42D", "America/New_York", "2026-11-16T09:00:00-05")] // clocks go back in between
    [InlineData("2024-01-18", "P42D", "Europe/London", "2024-02-29T09:00:00+00")] // lands on a leap day
    [InlineData("2025-11-14", "P42D", "Europe/London", "2025-12-26T09:00:00+00")] // December 26 is not listed here: a working day
    [InlineData("2026-01-03", "P42D", "Asia/Tokyo", "2026-02-16T09:00:00+09")] // Saturday moves to Monday
    [InlineData("2026-01-31", "P1M", "Etc/UTC", "2026-03-02T09:00:00+00")] // a month from the 31st is Saturday, February 28
    [InlineData("2026-01-05", "P0D", "Asia/Kolkata", "2026-01-05T09:00:00+05:30")] // baseline on the day itself
    [InlineData("2026-01-05", "P90D", "Australia/Lord_Howe", "2026-04-07T09:00:00+10:30")] // half-hour change on April 5; 6 is a holiday
    public void A_wave_is_due_at_nine_on_a_working_day_where_the_recipient_is(
        string completedOn, string wave, string zone, string due)
    {
        var day = DueDay.Of(Day(completedOn), wave, Calendar("2026-04-03", "2026-04-06").Of(zone, country: null), LongAgo);

        Assert.Equal(OffsetDateTimePattern.GeneralIso.Parse(Pad(due)).Value.ToInstant(), day.At);
        Assert.False(day.IsLate);
    }

    [Theory]
    [InlineData("2026-02-18T10:30:00Z", "2026-02-18T10:35:00Z", "2026-02-18")] // a working day, past nine: once the import is complete
    [InlineData("2026-02-18T15:54:59Z", "2026-02-18T15:59:59Z", "2026-02-18")] // the last second before seventeen o'clock
    [InlineData("2026-02-18T15:55:00Z", "2026-02-19T08:00:00Z", "2026-02-19")] // it would be seventeen o'clock: tomorrow
    [InlineData("2026-02-18T21:58:00Z", "2026-02-19T08:00:00Z", "2026-02-19")] // 22:58 in Berlin: tomorrow
    [InlineData("2026-02-20T21:58:00Z", "2026-02-23T08:00:00Z", "2026-02-23")] // 22:58 on a Friday: on Monday
    [InlineData("2026-02-18T05:00:00Z", "2026-02-18T08:00:00Z", "2026-02-18")] // six in the morning in Berlin: at nine
    [InlineData("2026-02-21T12:00:00Z", "2026-02-23T08:00:00Z", "2026-02-23")] // Saturday: on Monday at nine
    [InlineData("2026-02-20T23:30:00Z", "2026-02-23T08:00:00Z", "2026-02-23")] // already Saturday in Berlin
    [InlineData("2026-02-16T08:00:00Z", "2026-02-16T08:00:00Z", "2026-02-16")] // on the very minute: not late
    public void A_late_import_is_asked_as_soon_as_may_be_never_in_the_past(string now, string due, string on)
    {
        var day = DueDay.Of(Day("2026-01-05"), "P42D", InBerlin, At(now));

        Assert.Equal((At(due), Day(on)), (day.At, day.On));
    }

    [Theory]
    [InlineData("2026-02-21T22:30:00Z", "PT1M", "2026-02-21T22:31:00Z", "2026-02-21")] // at any hour, on a Saturday
    [InlineData("2026-02-21T22:30:00Z", "PT45M", "2026-02-21T23:15:00Z", "2026-02-22")] // which is Sunday in Berlin by then
    [InlineData("2026-02-20T10:00:00Z", "PT23H59M", "2026-02-21T22:00:00Z", "2026-02-21")] // has passed: at once
    public void A_wave_by_the_clock_is_due_so_long_after_the_completion_at_any_hour(
        string completedAt, string wave, string due, string on)
    {
        var day = DueDay.ByTheClock(At(completedAt), wave, InBerlin.Zone, now: At("2026-02-21T22:00:00Z"));

        Assert.Equal((At(due), Day(on)), (day.At, day.On));
    }

    [Fact]
    public void The_page_closes_when_the_fourteenth_day_ends_where_the_recipient_is()
    {
        var day = DueDay.Of(Day("2026-01-05"), "P42D", InBerlin, LongAgo);

        Assert.Equal(At("2026-03-02T23:00:00Z"), day.ClosesAt);
    }

    [Fact]
    public void What_finds_todays_digest_gone_out_waits_for_nine_o_clock_on_the_next_working_day()
    {
        var friday = At("2026-02-20T10:00:00Z");
        var late = DueDay.Of(Day("2026-01-05"), "P42D", InBerlin, friday);

        Assert.Equal(At("2026-02-23T08:00:00Z"), late.Next(InBerlin, friday).At);
    }

    [Fact]
    public void A_wave_falls_on_a_working_day_of_the_recipients_country()
    {
        var fromCompletionTo = (string country) =>
            DueDay.Of(Day("2026-11-13"), "P42D", Calendar().Of("Etc/UTC", country), LongAgo).On; // Friday, December 25

        Assert.Equal(Day("2026-12-28"), fromCompletionTo("DE"));
        Assert.Equal(Day("2026-12-29"), fromCompletionTo("GB")); // December 28 is Boxing Day's, which is a Saturday
        Assert.Equal(Day("2026-12-27"), fromCompletionTo("SA")); // a Sunday, after Friday and Saturday
        Assert.Equal(Day("2026-12-25"), fromCompletionTo("AE"));
    }

    private static WorkCalendar Calendar(params string[] holidays)
    {
        var options = new CalendarOptions();
        foreach (var day in holidays) options.Holidays.Add(day);
        return new(Options.Create(options));
    }

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;

    private static string Pad(string text) => text.EndsWith("+00", StringComparison.Ordinal) ? text[..^3] + "Z" : text;
}
