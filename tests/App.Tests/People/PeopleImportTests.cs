using System.Net;
using System.Text;
using Followup.People;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>Over HTTP, kept in real tables. Every test has people of its own: ids and addresses end in its mark.</summary>
public sealed class PeopleImportTests(SystemFixture fixture)
{
    private readonly string mark = Guid.NewGuid().ToString("n")[..12];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PersonStore Store => fixture.System.Services.GetRequiredService<PersonStore>();

    [Fact]
    public async Task People_come_in_with_a_verdict_a_row()
    {
        var csv = $"""
            id,email,name,managerId,timeZone,language,department,role,active
            a-{mark},a-{mark}@followup.example,Ann Field,m-{mark},Europe/Berlin,de,Claims,Clerk,true
            b-{mark},not an address,Ben Field,,,,,,
            m-{mark},m-{mark}@followup.example,Mia Field,,,,,,

            """;

        var imported = await fixture.ImportPeopleAsync(csv);

        Assert.Equal((2, 1), (imported["created"], imported["rejected"]));
        Assert.Equal(["created", "rejected", "created"], imported.Verdicts("rows"));
        var rejected = imported.Json.GetProperty("rows")[1];
        Assert.Equal(3, rejected.GetProperty("line").GetInt32());
        Assert.Equal(($"b-{mark}", "email"), (rejected.GetProperty("id").GetString(), rejected.GetProperty("field").GetString()));
        var ann = (await Store.FindAsync(PersonKey.Of($"a-{mark}"), Ct))!;
        Assert.Equal(("Ann Field", "Europe/Berlin", true), (ann.Name, ann.TimeZone, ann.Active));
        Assert.Equal(PersonKey.Of($"m-{mark}"), ann.ManagerKey); // the manager comes further down in the file
    }

    [Fact]
    public async Task Column_names_may_be_written_in_any_case()
    {
        var imported = await fixture.ImportPeopleAsync($"ID,EMail,Name\nc-{mark},c-{mark}@followup.example,Cara Field");

        Assert.Equal(1, imported["created"]);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_a_changed_row_one_person()
    {
        var csv = Csv($"a-{mark},a-{mark}@followup.example,Ann Field", $"b-{mark},b-{mark}@followup.example,Ben Field");
        await fixture.ImportPeopleAsync(csv);

        Assert.Equal(["unchanged", "unchanged"], (await fixture.ImportPeopleAsync(csv)).Verdicts("rows"));
        var changed = csv.Replace("Ben Field", "Ben Meadow", StringComparison.Ordinal);
        Assert.Equal(["unchanged", "updated"], (await fixture.ImportPeopleAsync(changed)).Verdicts("rows"));
        Assert.Equal("Ben Meadow", (await Store.FindAsync(PersonKey.Of($"b-{mark}"), Ct))!.Name);
    }

    [Fact]
    public async Task A_spreadsheets_file_is_read_too()
    {
        // byte order mark, semicolons, CRLF, columns in another order, a line break and a comma in quotes, an empty line
        var csv = $"name;id;email\r\n\"Field, Ann\";a-{mark};a-{mark}@followup.example\r\n\r\n"
            + $"\"Ben \"\"B.\"\"\r\nField\";b-{mark};b-{mark}@followup.example\r\n";

        var imported = await fixture.SendAsync(
            HttpMethod.Post, "api/people/import", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv)], "text/csv");

        Assert.Equal(["created", "created"], imported.Verdicts("rows"));
        Assert.Equal("Field, Ann", (await Store.FindAsync(PersonKey.Of($"a-{mark}"), Ct))!.Name);
    }

    [Fact]
    public async Task A_person_is_found_by_id_and_by_address_in_any_case()
    {
        await fixture.ImportPeopleAsync(Csv($"A-{mark},Ann-{mark}@Followup.example,Ann Field"));

        Assert.Equal("Ann Field", (await Store.FindByIdOrAddressAsync($"a-{mark}", Ct))?.Name);
        Assert.Equal("Ann Field", (await Store.FindByIdOrAddressAsync($"ann-{mark}@followup.EXAMPLE ", Ct))?.Name);
        Assert.Null(await Store.FindByIdOrAddressAsync($"nobody-{mark}", Ct));
    }

    [Fact]
    public async Task A_new_address_leads_to_the_person_and_the_old_one_to_nobody()
    {
        await fixture.ImportPeopleAsync(Csv($"a-{mark},old-{mark}@followup.example,Ann Field"));

        var moved = await fixture.ImportPeopleAsync(Csv($"a-{mark},new-{mark}@followup.example,Ann Field"));

        Assert.Equal(["updated"], moved.Verdicts("rows"));
        Assert.Equal($"a-{mark}", (await Store.FindByIdOrAddressAsync($"new-{mark}@followup.example", Ct))?.Id);
        Assert.Null(await Store.FindByIdOrAddressAsync($"old-{mark}@followup.example", Ct));
        var next = await fixture.ImportPeopleAsync(Csv($"b-{mark},old-{mark}@followup.example,Ben Field"));
        Assert.Equal(["created"], next.Verdicts("rows")); // free for somebody else
    }

    [Fact]
    public async Task An_address_belongs_to_one_person()
    {
        await fixture.ImportPeopleAsync(Csv($"a-{mark},a-{mark}@followup.example,Ann Field"));

        var imported = await fixture.ImportPeopleAsync(Csv($"b-{mark},A-{mark}@followup.example,Ben Field"));

        Assert.Equal(["rejected"], imported.Verdicts("rows"));
        var row = imported.Json.GetProperty("rows")[0];
        Assert.Equal("email", row.GetProperty("field").GetString());
        Assert.Contains("another person", row.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal($"a-{mark}", (await Store.FindByIdOrAddressAsync($"a-{mark}@followup.example", Ct))?.Id);
    }

    [Fact]
    public async Task Of_two_rows_with_one_id_or_one_address_the_first_counts()
    {
        var imported = await fixture.ImportPeopleAsync(Csv(
            $"a-{mark},a-{mark}@followup.example,Ann Field",
            $"A-{mark},b-{mark}@followup.example,Ann Again",
            $"c-{mark},a-{mark}@followup.example,Cy Field"));

        Assert.Equal(["created", "rejected", "rejected"], imported.Verdicts("rows"));
        var rejected = imported.Json.GetProperty("rows").EnumerateArray().Skip(1);
        Assert.Equal(["id", "email"], rejected.Select(row => row.GetProperty("field").GetString()));
        Assert.Equal("Ann Field", (await Store.FindAsync(PersonKey.Of($"a-{mark}"), Ct))!.Name);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("email,name\ne1@followup.example,Ann\n", "'id' is missing")]
    [InlineData("id,email,name,departement\ne1,e1@followup.example,Ann,Claims\n", "'departement'")]
    [InlineData("id,email,name,name\ne1,e1@followup.example,Ann,Ann\n", "'name' is there twice")]
    [InlineData("{\"id\":\"e1\"}", "column")]
    public async Task A_file_that_does_not_name_its_columns_is_refused_whole(string csv, string says)
    {
        var refused = await fixture.ImportPeopleAsync(csv);

        Assert.Equal((HttpStatusCode.BadRequest, "The people were not imported."), (refused.Status, TitleOf(refused)));
        Assert.Contains(says, Assert.Single(refused.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_whose_cells_slipped_is_refused()
    {
        var imported = await fixture.ImportPeopleAsync(Csv(
            $"a-{mark},a-{mark}@followup.example,Field, Ann",
            $"b-{mark},b-{mark}@followup.example,Ben \"B.\" Field",
            $"c-{mark},c-{mark}@followup.example",
            $"d-{mark},d-{mark}@followup.example,Di Field,,"));

        Assert.Equal(["rejected", "rejected", "rejected", "created"], imported.Verdicts("rows")); // empty cells too many are none
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_refused_and_not_garbled()
    {
        var latin = Encoding.Latin1.GetBytes(Csv($"a-{mark},a-{mark}@followup.example,J\u00fcrgen Feld"));

        var refused = await fixture.SendAsync(HttpMethod.Post, "api/people/import", latin, "text/csv");

        Assert.Contains("UTF-8", Assert.Single(refused.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_to_its_end_says_that_what_stands_before_is_imported()
    {
        var people = Enumerable.Range(0, 600).Select(i => $"{i}-{mark},{i}-{mark}@followup.example,Number {i}");
        var last = Encoding.Latin1.GetBytes($"z-{mark},z@followup.example,J\u00fcrgen Feld\n");
        byte[] broken = [.. Encoding.UTF8.GetBytes(Csv([.. people])), .. last];

        var refused = await fixture.SendAsync(HttpMethod.Post, "api/people/import", broken, "text/csv");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("The people were not all imported; send the whole file again", TitleOf(refused), StringComparison.Ordinal);
        Assert.NotNull(await Store.FindAsync(PersonKey.Of($"0-{mark}"), Ct));
    }

    [Fact]
    public async Task A_thousand_and_more_people_come_in_by_one_file()
    {
        var csv = Csv([.. Enumerable.Range(0, 1100).Select(i => $"{i}-{mark},{i}-{mark}@followup.example,Person {i}")]);

        Assert.Equal(1100, (await fixture.ImportPeopleAsync(csv))["created"]);
        Assert.Equal("Person 1099", (await Store.FindByIdOrAddressAsync($"1099-{mark}@followup.example", Ct))?.Name);
    }

    private static string Csv(params string[] rows) => $"id,email,name\n{string.Join('\n', rows)}\n";

    private static string? TitleOf(Answered refused) => refused.Json.GetProperty("title").GetString();
}
