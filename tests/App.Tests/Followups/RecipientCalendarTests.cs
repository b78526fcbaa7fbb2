using Followup.Followups;
using Followup.People;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Followups;

public sealed class RecipientCalendarTests
{
    [Theory]
    [InlineData("DE", "2026-12-24", true)] // a Thursday, and worked by law
    [InlineData("DE", "2026-12-25", false)]
    [InlineData("DE", "2026-12-28", true)]
    [InlineData("DE", "2026-12-31", true)]
    [InlineData("DE", "2027-01-01", false)]
    [InlineData("de", "2026-10-03", false)]
    [InlineData("GB", "2026-12-28", false)] // Boxing Day's, which is a Saturday
    [InlineData("US", "2026-07-03", false)] // the Fourth's, which is a Saturday
    [InlineData("US", "2026-11-26", false)] // Thanksgiving
    [InlineData("US", "2026-11-27", true)]
    [InlineData("US", "2027-12-31", false)] // New Year's Day of 2028, which is a Saturday
    [InlineData("US", "2028-01-03", true)]
    [InlineData("JP", "2026-04-29", false)] // Showa Day
    [InlineData("JP", "2026-05-06", false)] // Constitution Day's, which is a Sunday
    [InlineData("JP", "2026-05-07", true)]
    [InlineData("TR", "2026-05-27", false)] // Feast of the Sacrifice
    [InlineData("AE", "2026-11-27", true)] // Friday
    [InlineData("AE", "2026-11-28", false)]
    [InlineData("AE", "2026-11-29", false)] // Sunday
    [InlineData("SA", "2026-11-26", true)] // Thursday
    [InlineData("SA", "2026-11-27", false)] // Friday
    [InlineData("SA", "2026-11-28", false)]
    [InlineData("SA", "2026-11-29", true)] // Sunday
    [InlineData("KW", "2026-11-29", true)]
    [InlineData("QA", "2026-11-27", false)]
    [InlineData("BH", "2026-11-27", false)]
    [InlineData("OM", "2026-11-28", false)]
    [InlineData("EG", "2026-11-29", true)]
    [InlineData("IL", "2026-11-29", true)]
    [InlineData("BD", "2026-11-27", false)]
    [InlineData("IR", "2026-11-26", true)]
    [InlineData("IR", "2026-11-27", false)]
    [InlineData("IR", "2026-11-28", true)]
    [InlineData("AF", "2026-11-26", false)]
    [InlineData("AF", "2026-11-28", true)]
    [InlineData("BN", "2026-11-27", false)]
    [InlineData("BN", "2026-11-28", true)]
    [InlineData("BN", "2026-11-29", false)]
    [InlineData("NP", "2026-11-28", false)]
    [InlineData("NP", "2026-11-29", true)]
    [InlineData("IN", "2026-11-28", false)]
    [InlineData("MA", "2026-11-27", true)] // Morocco keeps Saturday and Sunday
    [InlineData("PO", "2026-05-01", true)] // no country: the library's other word for Poland
    [InlineData("PL", "2026-05-01", false)]
    [InlineData("ZZ", "2026-12-25", true)] // not known: the weekend alone
    [InlineData("", "2026-12-25", true)]
    [InlineData(null, "2026-12-25", true)] // nobody's country is guessed
    [InlineData(null, "2026-12-26", false)]
    [InlineData("DE", "2999-12-25", true)] // a Wednesday, further off than holidays are known
    [InlineData("TR", "9998-12-31", true)]
    public void A_day_is_worked_where_it_is_neither_of_the_weekend_nor_a_holiday_there(string? country, string day, bool isWorked) =>
        Assert.Equal(isWorked, Calendar().Of("Etc/UTC", country).IsWorkingDay(Day(day)));

    [Theory]
    [InlineData("America/New_York", "US", "2026-11-25T13:59:59Z", "2026-11-25T14:00:00Z")] // before nine
    [InlineData("America/New_York", "US", "2026-11-25T14:00:00Z", "2026-11-25T14:00:00Z")] // at nine
    [InlineData("America/New_York", "US", "2026-11-25T21:59:59Z", "2026-11-25T21:59:59Z")]
    [InlineData("America/New_York", "US", "2026-11-25T22:00:00Z", "2026-11-27T14:00:00Z")] // at seventeen; tomorrow is Thanksgiving
    [InlineData("America/New_York", "US", "2026-03-06T22:30:00Z", "2026-03-09T13:00:00Z")] // clocks go forward on the Sunday
    [InlineData("America/New_York", "US", "2026-10-30T21:30:00Z", "2026-11-02T14:00:00Z")] // and back
    [InlineData("America/New_York", "US", "2026-12-31T22:00:00Z", "2027-01-04T14:00:00Z")]
    [InlineData("Asia/Tokyo", "JP", "2026-05-01T07:59:59Z", "2026-05-01T07:59:59Z")]
    [InlineData("Asia/Tokyo", "JP", "2026-05-01T08:00:00Z", "2026-05-07T00:00:00Z")] // a weekend and the Golden Week
    [InlineData("Asia/Tokyo", "JP", "2026-05-06T15:00:00Z", "2026-05-07T00:00:00Z")] // midnight there
    [InlineData("Asia/Tokyo", "JP", "2026-12-25T01:00:00Z", "2026-12-25T01:00:00Z")] // Christmas is worked
    [InlineData("Europe/Berlin", "DE", "2026-12-24T15:59:00Z", "2026-12-24T15:59:00Z")]
    [InlineData("Europe/Berlin", "DE", "2026-12-24T16:00:00Z", "2026-12-28T08:00:00Z")]
    [InlineData("Europe/Berlin", "DE", "2026-12-31T21:58:00Z", "2027-01-04T08:00:00Z")]
    [InlineData("Europe/Berlin", "DE", "2027-01-02T11:00:00Z", "2027-01-04T08:00:00Z")]
    [InlineData("Europe/Berlin", "DE", "2026-03-28T10:00:00Z", "2026-03-30T07:00:00Z")] // clocks go forward on the Sunday
    [InlineData("Europe/Berlin", null, "2026-12-25T10:00:00Z", "2026-12-25T10:00:00Z")]
    [InlineData("Asia/Dubai", "AE", "2026-11-27T05:00:00Z", "2026-11-27T05:00:00Z")] // Friday at nine
    [InlineData("Asia/Dubai", "AE", "2026-11-27T13:00:00Z", "2026-11-30T05:00:00Z")]
    [InlineData("Asia/Dubai", "AE", "2026-12-31T13:00:00Z", "2027-01-01T05:00:00Z")] // no holidays known: by setting
    [InlineData("Asia/Riyadh", "SA", "2026-11-26T13:59:59Z", "2026-11-26T13:59:59Z")]
    [InlineData("Asia/Riyadh", "SA", "2026-11-26T14:00:00Z", "2026-11-29T06:00:00Z")]
    [InlineData("Asia/Riyadh", "SA", "2026-11-28T08:00:00Z", "2026-11-29T06:00:00Z")]
    [InlineData("Asia/Riyadh", "SA", "2026-12-27T10:00:00Z", "2026-12-27T10:00:00Z")] // a Sunday
    public void Mails_go_out_from_nine_to_seventeen_on_a_working_day(string zone, string? country, string from, string sending) =>
        Assert.Equal(At(sending), Calendar().Of(zone, country).NextSending(At(from)));

    [Theory]
    [InlineData("DE", "2026-12-23", 3, "2026-12-29")] // 24, 28, 29
    [InlineData("SA", "2026-12-23", 3, "2026-12-28")] // 24, 27, 28
    [InlineData("JP", "2026-05-01", 1, "2026-05-07")]
    [InlineData("US", "2026-11-25", 7, "2026-12-07")]
    [InlineData("US", "2026-11-25", 0, "2026-11-25")]
    public void Working_days_are_counted_in_the_recipients_country(string country, string from, int count, string day) =>
        Assert.Equal(Day(day), Calendar().Of("Etc/UTC", country).PlusWorkingDays(Day(from), count));

    [Fact]
    public void Own_holidays_count_for_everybody_or_for_a_country()
    {
        var options = new CalendarOptions { HolidaysByCountry = { ["sa"] = ["2026-09-23"], ["DE"] = ["2026-11-18"] } };
        options.Holidays.Add("2026-12-31");
        var calendar = new WorkCalendar(Options.Create(options));

        string?[] countries = ["SA", "DE", "FR", null];
        Assert.Equal([false, false, false, false], countries.Select(country => IsWorked(country, "2026-12-31")));
        Assert.Equal([false, true, true, true], countries.Select(country => IsWorked(country, "2026-09-23")));
        Assert.Equal([true, false, true, true], countries.Select(country => IsWorked(country, "2026-11-18")));

        bool IsWorked(string? country, string day) => calendar.Of("Etc/UTC", country).IsWorkingDay(Day(day));
    }

    [Fact]
    public void Somebody_without_a_place_or_who_is_gone_has_the_default_zone_and_no_country()
    {
        PersonRow?[] people = [null, new(), new() { TimeZone = "Mars/Phobos" }];

        Assert.All(people, person => Assert.Equal("Etc/UTC", Calendar().Of(person).Zone.Id));
        Assert.All(people, person => Assert.True(Calendar().Of(person).IsWorkingDay(Day("2026-12-25"))));
        Assert.False(Calendar().Of(new PersonRow { Country = "FR" }).IsWorkingDay(Day("2026-07-14")));
    }

    [Fact]
    public void Holidays_are_known_for_each_country_and_year_and_lie_in_that_year()
    {
        var all = from country in NationalHolidays.Countries
                  from year in Enumerable.Range(NationalHolidays.FirstYear - 1, NationalHolidays.LastYear - NationalHolidays.FirstYear + 3)
                  select (Country: country, Year: year, Days: NationalHolidays.Of(country, year));

        Assert.All(all.AsParallel().ToList(), of =>
        {
            Assert.Equal(of.Year is >= NationalHolidays.FirstYear and <= NationalHolidays.LastYear, of.Days.Count > 0);
            Assert.All(of.Days, day => Assert.Equal(of.Year, day.Year));
        });
        Assert.Equal(38, NationalHolidays.Countries.Count());
    }

    private static WorkCalendar Calendar() => new(Options.Create(new CalendarOptions()));

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
