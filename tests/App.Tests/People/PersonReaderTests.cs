using Followup.People;
using Followup.Shared.Keys;

namespace Followup.Tests.People;

public sealed class PersonReaderTests
{
    private static readonly Dictionary<string, string> Ann = new()
    {
        ["id"] = " E17 ",
        ["email"] = "Ann.Field@followup.example",
        ["name"] = "Ann Field",
        ["managerId"] = "m1",
        ["timeZone"] = "Europe/Berlin",
        ["language"] = "de",
        ["department"] = "Claims",
        ["role"] = "Clerk",
        ["active"] = "yes",
    };

    [Fact]
    public void A_person_reads_as_HR_has_it()
    {
        var person = Read().Person!;

        Assert.Equal(PersonKey.Of("e17"), person.Key);
        Assert.Equal(("E17", "Ann.Field@followup.example", "Ann Field"), (person.Id, person.Email, person.Name));
        Assert.Equal((PersonKey.Of("m1"), "Europe/Berlin", "de"), (person.ManagerKey, person.TimeZone, person.Language));
        Assert.Equal(("Claims", "Clerk", true), (person.Department, person.Role, person.Active));
    }

    [Fact]
    public void What_is_not_known_stays_open()
    {
        var (entry, _) = PersonReader.Read(2, column => column is "id" or "email" or "name" ? Ann[column] : null, new());
        var (person, fault) = entry!.Over(null);

        Assert.Null(fault);
        Assert.Equal((null, null, null), (person.ManagerKey, person.TimeZone, person.Language));
        Assert.Equal((null, null, true), (person.Department, person.Role, person.Active));
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Etc/UTC", "Etc/UTC")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")] // as Windows names it
    [InlineData("Tokyo Standard Time", "Asia/Tokyo")]
    public void A_time_zone_is_kept_as_IANA_names_it(string sent, string kept) =>
        Assert.Equal(kept, Read("timeZone", sent).Person!.TimeZone);

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("No", false)]
    public void Active_is_read_as_spreadsheets_write_it(string sent, bool active) =>
        Assert.Equal(active, Read("active", sent).Person!.Active);

    [Theory]
    [InlineData("id", "")]
    [InlineData("id", "  ")]
    [InlineData("name", "")]
    [InlineData("email", "")]
    [InlineData("email", "ann.followup.example")]
    [InlineData("email", "ann@home@followup.example")]
    [InlineData("email", "ann field@followup.example")]
    [InlineData("email", "@followup.example")]
    [InlineData("email", "Ann <ann@followup.example>")]
    [InlineData("timeZone", "Berlin")]
    [InlineData("timeZone", "CEST+9")]
    [InlineData("active", "maybe")]
    public void A_row_that_cannot_be_a_person_is_refused_by_its_field(string field, string sent)
    {
        var (person, error) = Read(field, sent);

        Assert.Null(person);
        Assert.Equal(field, error!.Field);
        Assert.EndsWith(".", error.Reason, StringComparison.Ordinal);
    }

    /// <summary>The person as somebody new, or why not.</summary>
    private static (PersonRow? Person, CellFault? Error) Read(string? field = null, string sent = "")
    {
        var (entry, error) = PersonReader.Read(2, column => column == field ? sent : Ann.GetValueOrDefault(column), new());
        if (entry is null) return (null, error);
        var (person, fault) = entry.Over(null);
        return fault is null ? (person, null) : (null, fault);
    }
}
