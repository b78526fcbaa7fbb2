using static Followup.Tests.Cards.Forms;

namespace Followup.Tests.Cards;

/// <summary>The two texts of a form, which people may leave empty.</summary>
public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("  two lines\r\nof text \r\n", "two lines\nof text")]
    [InlineData("a\u0000b\u001b[31mc\td", "ab[31mcd")]
    [InlineData("Zoë checked 数字 🙂", "Zoë checked 数字 🙂")]
    [InlineData(" \r\n ", null)]
    [InlineData("", null)]
    public void Texts_are_trimmed_and_lose_control_characters_but_keep_their_lines(string typed, string? kept) =>
        Assert.Equal(kept, Read(Form("often", ("example", typed))).Answers!.Example);

    [Fact]
    public void A_text_of_a_thousand_characters_is_taken() =>
        Assert.Empty(Read(Form("often", ("example", new string('a', 1000)))).Errors);

    [Theory]
    [InlineData("example")]
    [InlineData("help")]
    public void A_longer_text_is_an_error_that_says_by_how_much_and_loses_nothing(string field)
    {
        var posted = Read(Form("often", (field, new string('a', 1001))));

        var error = Assert.Single(posted.Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains("1,001", error.Reason, StringComparison.Ordinal);
        var kept = field == "example" ? posted.FormValues.Example : posted.FormValues.Help;
        Assert.Equal(1001, kept!.Length);
    }

    [Fact]
    public void A_line_break_counts_as_one_character_though_browsers_send_two()
    {
        var lines = string.Concat(Enumerable.Repeat("a\r\n", 500));

        Assert.Empty(Read(Form("often", ("example", lines))).Errors);
    }
}
