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
    [InlineData("2026-01-04T23:00:00.1234567-10:00", "2026-01-05T09:00:00.1234567Z")]
    public void A_moment_is_read_with_its_offset(string sent, string instant) =>
        Assert.Equal(InstantPattern.ExtendedIso.Parse(instant).Value, CompletedAtReader.Read(sent)!.Instant!.Value.ToInstant());

    [Fact]
    public void A_plain_date_is_that_day_wherever_the_learner_is() =>
        Assert.Equal(new CompletedAt(null, new LocalDate(2026, 1, 5)), CompletedAtReader.Read("2026-01-05"));

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
