using Followup.Shared.Keys;

namespace Followup.Tests.Shared.Keys;

/// <summary>Keys are stored for years and links live for weeks: their text is stated here, letter by letter.</summary>
public sealed class KeyTests
{
    private const string Learner = "03f49c0e7e0ff0e7b4c4";

    [Fact]
    public void A_follow_up_is_a_row_in_its_programs_month()
    {
        var key = new FollowupKey("ai-eval", Learner, new(2026, 1, 5));

        Assert.Equal("ai-eval|2026-01", key.Partition);
        Assert.Equal("03f49c0e7e0ff0e7b4c4|20260105", key.Row);
        Assert.Equal("03f49c0e7e0ff0e7b4c4|20260105|P42D|manager", key.ResponseRow("P42D", Audience.Manager));
        Assert.Equal(key, FollowupKey.Parse(key.Partition, key.Row));
        Assert.Equal(key, FollowupKey.Parse(key.Partition, key.ResponseRow("P42D", Audience.Learner)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("03f49c0e7e0ff0e7b4c4")]
    [InlineData("03f49c0e7e0ff0e7b4c4|")]
    [InlineData("03f49c0e7e0ff0e7b4c4|2026-01-05")]
    [InlineData("03f49c0e7e0ff0e7b4c4|20260230")]
    [InlineData("03f49c0e7e0ff0e7b4c4| 20260105")]
    [InlineData("03f49c0e7e0ff0e7b4c4|2026010")]
    public void What_is_no_row_of_a_follow_up_is_not_read_as_one(string row) =>
        Assert.Throws<FormatException>(() => FollowupKey.Parse("ai-eval|2026-01", row));

    [Fact]
    public void A_mailing_is_a_key_range_in_its_day()
    {
        var key = new MailingKey(new(2026, 2, 16), Audience.Manager, "aaaaaaaaaaaaaaaaaaaa");

        Assert.Equal("2026-02-16", key.Partition);
        Assert.Equal("manager|aaaaaaaaaaaaaaaaaaaa|ai-eval|03f49c0e7e0ff0e7b4c4|P42D", key.InvitationRow("ai-eval", Learner, "P42D"));
        Assert.Equal("2026-02-16|manager|aaaaaaaaaaaaaaaaaaaa", key.ToString());
        Assert.Equal(key, MailingKey.TryParse(key.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-02-16|manager")]
    [InlineData("2026-02-16|hr|aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("16.02.2026|manager|aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("2026-02-16|1|aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("2026-02-16|manager|")]
    public void What_is_not_a_mailing_is_not_read_as_one(string text) => Assert.Null(MailingKey.TryParse(text));

    [Fact]
    public void A_person_is_the_same_however_the_id_is_written() =>
        Assert.Equal(PersonKey.Of("e17"), PersonKey.Of(" E17 "));

    [Fact]
    public void A_person_key_holds_nothing_of_the_person() =>
        Assert.Matches("^[0-9a-f]{20}$", PersonKey.Of("ada@example.com"));
}
