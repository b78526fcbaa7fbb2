using Followup.People;

namespace Followup.Tests.People;

/// <summary>What stands in a cell, and what it is taken for.</summary>
public sealed class CellTests
{
    [Theory]
    [InlineData("Ann\u200B Field", "Ann Field")]
    [InlineData("\uFEFF\u202AAnn\u00A0\u00A0Field\u202C ", "Ann Field")]
    [InlineData("Ann\r\nField\t\u0007", "Ann Field")]
    [InlineData("soft\u00ADhyphen", "softhyphen")]
    [InlineData("山田　太郎", "山田 太郎")]
    [InlineData("Jose\u0301", "José")]
    [InlineData("\u3164\u2800", "")]
    public void What_nobody_sees_is_taken_out(string sent, string clean) => Assert.Equal(clean, CellText.Clean(sent));

    [Fact]
    public void Joiners_that_spell_a_name_stay_in_names() =>
        Assert.Equal("علی\u200Cرضا", CellText.Clean("علی\u200Cرضا", keepsJoiners: true));

    [Theory]
    [InlineData("MÃ¼ller", "Müller")]
    [InlineData("MÃƒÂ¼ller", "Müller")] // twice
    [InlineData("GroÃŸ", "Groß")]
    [InlineData("Oâ€™Brien", "O’Brien")]
    [InlineData("AyÅŸe DoÄŸan", "Ayşe Doğan")]
    [InlineData("Ð˜Ð²Ð°Ð½", "Иван")]
    [InlineData("å±±ç”°", "山田")]
    public void Garbled_letters_are_turned_back(string sent, string mended) => Assert.Equal(mended, Mojibake.Mend(sent));

    [Theory]
    [InlineData("João")]
    [InlineData("JOÃO CONCEIÇÃO")]
    [InlineData("Ãngelo Ávila")]
    [InlineData("LÍŽAL")]
    [InlineData("LUKÁŠ ÉŠ")]
    [InlineData("Müller-Lüdenscheidt")]
    [InlineData("Åsa Öberg Ævar Íñigo")]
    [InlineData("Ñandú Ýmir Ðórr")]
    [InlineData("山田太郎")]
    public void Real_names_stay_as_they_are(string name) => Assert.Equal(name, Mojibake.Mend(name));

    [Theory]
    [InlineData("mailto:a@x.example", "a@x.example")]
    [InlineData("<a@x.example>", "a@x.example")]
    [InlineData(" a@x.example\u200B", "a@x.example")]
    public void An_address_is_taken_out_of_what_stands_around_it(string sent, string address)
    {
        Assert.Equal(address, IdText.Clean(sent, isAddress: true));
        Assert.True(IdText.IsAddress(address));
    }

    [Theory]
    [InlineData("a.b+c@sub.x.example")]
    [InlineData("o'brien@x.example")]
    [InlineData("müller@müller.example")]
    [InlineData("a_b-c@x-y.invalid")]
    public void An_address_may_hold_much(string address) => Assert.True(IdText.IsAddress(address));

    [Theory]
    [InlineData("a@x..example")]
    [InlineData("a@x.example.")]
    [InlineData("'a@x.example")]
    [InlineData("a..b@x.example")]
    [InlineData(".a@x.example")]
    [InlineData("a.@x.example")]
    [InlineData("a@x")]
    [InlineData("a@.x.example")]
    [InlineData("a@-x.example")]
    [InlineData("a@10.0.0.1")]
    [InlineData("a b@x.example")]
    [InlineData("a@x.example;b@x.example")]
    [InlineData("Ann <a@x.example>")]
    [InlineData("a@x_y.example")]
    public void An_address_that_mail_does_not_reach_is_none(string address) => Assert.False(IdText.IsAddress(address));

    [Theory]
    [InlineData("'000123", "000123")]
    [InlineData("=\"000124\"", "000124")]
    [InlineData("\u2060e17\u200F", "e17")]
    [InlineData(" 1E5 ", "1E5")] // no spreadsheet writes a number so
    public void An_id_is_mended_where_it_is_certain(string sent, string id)
    {
        Assert.Equal(id, IdText.Clean(sent));
        Assert.Null(IdText.FaultOfId(id, sent));
    }

    [Theory]
    [InlineData("1,00E+05")]
    [InlineData("1.23457E+11")]
    [InlineData("1e+05")]
    [InlineData("#N/A")]
    [InlineData("#NAME?")]
    [InlineData("########")]
    [InlineData("NULL")]
    [InlineData("=A1")]
    [InlineData("MÃ¼ller")]
    [InlineData("M\uFFFDller")]
    [InlineData("a\nb")]
    public void An_id_that_a_spreadsheet_destroyed_is_none(string sent) =>
        Assert.NotNull(IdText.FaultOfId(IdText.Clean(sent), sent));

    [Theory]
    [InlineData("Active", true)]
    [InlineData("On Leave", true)]
    [InlineData("WAHR", true)]
    [InlineData("sí", true)]
    [InlineData("在籍", true)]
    [InlineData("نعم", true)]
    [InlineData("t", true)]
    [InlineData("A", true)]
    [InlineData("Terminated", false)]
    [InlineData("in-active", null)]
    [InlineData("Inactive", false)]
    [InlineData("FALSCH", false)]
    [InlineData("nein", false)]
    [InlineData("退職", false)]
    [InlineData("غير نشط", false)]
    [InlineData("f", false)]
    [InlineData("T", null)] // true, or terminated
    [InlineData("Suspended", null)]
    public void Active_is_said_in_many_words(string word, bool? active) => Assert.Equal(active, new ActiveWords().Read(word));

    [Theory]
    [InlineData("Nil", "Nil")]
    [InlineData("Null", "Null")]
    [InlineData("#N/A", null)]
    [InlineData("-", null)]
    public void What_is_also_a_name_is_one(string givenName, string? kept)
    {
        var cells = new Dictionary<string, string> { ["id"] = "e1", ["givenName"] = givenName };

        var (entry, _) = PersonReader.Read(2, cells.GetValueOrDefault, new());

        Assert.Equal(kept, entry!.Over(null).Person.GivenName);
        Assert.Equal(kept is null, entry.Warnings.Count > 0);
    }

    [Fact]
    public void T_is_terminated_in_a_file_that_has_A_for_active()
    {
        var words = new ActiveWords();
        words.Note("A");

        Assert.Equal((true, false), (words.Read("A"), words.Read("T")));
        Assert.Equal((null, true), (words.Read("S"), new ActiveWords().Read("S"))); // suspended, or yes in Spanish
    }

    [Theory]
    [InlineData("de", "de", false)]
    [InlineData("de-CH", "de-CH", false)]
    [InlineData("German", "de", true)]
    [InlineData("ger", "de", true)]
    [InlineData("1031", "de", true)]
    [InlineData("nl", "nl", true)]
    [InlineData("xx", null, true)]
    [InlineData("Klingon", null, true)]
    public void A_language_that_is_not_ours_by_its_tag_is_warned_of(string sent, string? tag, bool isWarned)
    {
        var (kept, warning) = PlaceNames.Language(sent);

        Assert.Equal((tag, isWarned), (kept, warning is not null));
    }

    [Theory]
    [InlineData("de", "DE")]
    [InlineData("AE", "AE")]
    [InlineData("UK", null)]
    [InlineData("DEU", null)]
    [InlineData("Germany", null)]
    [InlineData("XX", null)]
    public void A_country_is_one_of_ISO_3166(string sent, string? country) => Assert.Equal(country, PlaceNames.Country(sent));
}
