using Followup.Completions;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Completions;

public sealed class CompletedAtReaderTests
{
    [Theory]
    [InlineData("2026-01-05T10:00:00+01:00", "2026-01-05T09:00:00Z")]
    [InlineData("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z")]
    [InlineData(" 2026-01-05T09:00:00Z ", "2026-01-05T09:00:00Z")]
    [InlineData("2026-01-05T09:00:00.123Z", "2026-01-05T09:00:00.123Z")]
    [InlineData("2026-01-05T14:30:00+05:30", "2026-01-05T09:00:00Z")]
    [InlineData("2026-01-05T09:00Z", "2026-01-05T09:00:00Z")] // without seconds
    [InlineData("2026-01-05T10:00+01:00", "2026-01-05T09:00:00Z")]
    [InlineData("2026-01-05T10:00:00+0100", "2026-01-05T09:00:00Z")] // without the colon
    [InlineData("2026-01-05T10:00:00.5+0100", "2026-01-05T09:00:00.5Z")]
    [InlineData("2026-01-05T10:00+0100", "2026-01-05T09:00:00Z")]
    [InlineData("2026-01-05T00:00:00+01:00", "2026-01-04T23:00:00Z")] // midnight somewhere is a moment
    [InlineData("2026-01-05T00:00:01Z", "2026-01-05T00:00:01Z")]
    [InlineData("2026-01-04T23:00:00.1234567-10:00", "2026-01-05T09:00:00.1234567Z")]
    public void A_moment_is_read_with_its_offset(string sent, string instant) =>
        Assert.Equal(InstantPattern.ExtendedIso.Parse(instant).Value, CompletedAtReader.Read(sent)!.Instant!.Value.ToInstant());

    [Fact]
    public void A_plain_date_is_that_day_wherever_the_learner_is() =>
        Assert.Equal(new CompletedAt(null, new LocalDate(2026, 1, 5)), CompletedAtReader.Read("2026-01-05"));

    [Theory]
    [InlineData("2026-03-14T00:00:00Z")]
    [InlineData("2026-03-14T00:00:00.000+00:00")]
    [InlineData("2026-03-14T00:00Z")]
    [InlineData("2026-03-14T00:00:00+0000")]
    [InlineData(" 2026-03-14T00:00:00.000Z ")]
    public void Midnight_in_UTC_is_the_day_of_an_export_that_knows_no_times(string sent)
    {
        var day = new CompletedAt(null, new LocalDate(2026, 3, 14));

        Assert.Equal(day, CompletedAtReader.Read(sent));
        Assert.Equal(day, CompletedAtReader.ReadMoment(sent));
    }

    [Fact]
    public void Where_a_moment_is_asked_for_a_plain_date_is_none() => Assert.Null(CompletedAtReader.ReadMoment("2026-03-14"));

    [Theory]
    [InlineData("1971-01-01", true)]
    [InlineData("1970-12-31", false)]
    [InlineData("1970-01-01", false)] // Unix
    [InlineData("1970-01-01T00:00:00Z", false)]
    [InlineData("1970-01-01T01:00:00+01:00", false)]
    [InlineData("1969-12-31T16:00:00-08:00", false)]
    [InlineData("1904-01-01", false)] // spreadsheets on a Macintosh
    [InlineData("1900-01-01", false)] // SQL Server
    [InlineData("1899-12-30", false)] // spreadsheets
    [InlineData("1753-01-01", false)]
    [InlineData("1601-01-01T00:00:00Z", false)] // Windows
    public void A_clocks_zero_is_no_date(string sent, bool isTaken) => Assert.Equal(isTaken, CompletedAtReader.Read(sent) is not null);

    [Theory]
    [InlineData("2026-01-05T10:00:00")] // whose ten o'clock?
    [InlineData("2026-01-05 10:00")]
    [InlineData("05.01.2026")]
    [InlineData("01/05/2026")]
    [InlineData("2026-02-29")]
    [InlineData("2026-01-05T25:00:00Z")]
    [InlineData("46027")] // a spreadsheet's day number
    [InlineData("0001-01-01")] // somebody's empty date
    [InlineData("9999-12-31T23:59:59-12:00")]
    [InlineData("yesterday")]
    public void Anything_else_is_no_guess(string sent) => Assert.Null(CompletedAtReader.Read(sent));
}
