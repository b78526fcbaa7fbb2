using System.Text.Json;
using Azure.Data.Tables;
using Followup.People;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>A system that is nobody else's, once for all tests of a class.</summary>
public sealed class OwnSystem : IAsyncLifetime
{
    internal SystemFixture Fixture { get; } = new();

    public ValueTask InitializeAsync() => Fixture.InitializeAsync();

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();
}

/// <summary>
/// Files out of public reports of faults, with their verdicts: they lie beside the clone in <c>shared/data/cases/people</c>.
/// </summary>
public sealed class PeopleCasesTests(OwnSystem own) : IClassFixture<OwnSystem>
{
    private const string All = "id,email,name,managerId,timeZone,language,department,role,active\n";

    /// <param name="Rows">
    /// A word a row: its verdict, after a slash the field that it is rejected for, after plus signs those that it is warned of; null for a
    /// file that is refused.
    /// </param>
    /// <param name="Says">Of a file that is refused, or of the first row's reason or warning.</param>
    private sealed record Case(string? Rows, string Says = "", string Before = "", string Type = "text/csv");

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["manager-by-mail.csv"] = new("created created"),
        // 912 is not 00912: which zeros a spreadsheet took is a guess, and a wrong one would mail somebody else's manager
        ["manager-dangling.csv"] = new(
            "created+managerId created+managerId created+managerId created "
            + "created+managerId created+managerId created+managerId created+managerId",
            "nobody with this id or address"),
        ["manager-imported-after-completion.csv"] = new("created updated", Before: All + "o2,o2@x.example,O2,,Europe/Berlin,,,,true\n"),
        ["columns-left-out-erase.csv"] = new("updated", Before: All + "q1,q1@x.example,Q One,m1,Europe/Berlin,de,Ops,Op,true\n"),
        ["leaver-revived.csv"] = new("unchanged", Before: All + "q2,q2@x.example,Q Two,,,,,,false\n"),
        ["leaver-mail-cleared.csv"] = new("updated", Before: All + "q3,q3@x.example,Q Three,,,,,,true\n"),
        ["status-words.csv"] = new("updated updated created", Before: All + "q3,q3@x.example,Q3,,,,,,true\nq4,q4@x.example,Q4,,,,,,true\n"),
        // no merge: two ids of one address may be two people, and their histories cannot be taken apart again
        ["new-ids-after-hris-change.csv"] = new("rejected/email", "previousId", All + "ada,ada@x.example,Ada,,,,,,true\n"),
        ["address-swap.csv"] = new(
            "updated+managerId updated+managerId", Before: All + "s1,s1@x.example,S1,,,,,,true\ns2,s2@x.example,S2,,,,,,true\n"),
        ["broken-byte-late.csv"] = new(null, "is not UTF-8 text"),
        ["unclosed-quote-long.csv"] = new(null, "A quotation mark opens on line"),
        ["cp1252-semicolon.csv"] = new("created", Type: "text/csv; charset=windows-1252"),
        ["sep-line.csv"] = new("created"),
        // no mapping by guesses: what "Reporting to" holds is a name, and names nobody
        ["bamboo-headers.csv"] = new(null, "'Employee #', 'Last name, First name', 'Work Email'"),
        ["scientific-ids.csv"] = new("rejected/id", "A spreadsheet has made a number of this id"),
        ["mojibake.csv"] = new("created+name", "it is taken as 'Müller'"),
        ["invisible-and-odd-addresses.csv"] = new(
            "created+managerId created+managerId created+managerId rejected/email rejected/email rejected/email"),
        // unlike a time zone: English is a language to fall back to, and the page changes it
        ["language-names.csv"] = new("created+language+managerId", "This is read as de"),
        ["multipart-upload.csv"] = new("created", Type: "multipart/form-data; boundary=B"),
        ["case-sensitive-ids.csv"] = new("created rejected/id"),
        // one address, one person: a check-in about one of them would be read by the other
        ["shared-mailbox.csv"] = new("created+managerId rejected/email"),
        ["people-names.csv"] = new("created+managerId created+managerId created+managerId created+managerId"),
        ["people-rehire.csv"] = new("created created"),
    };

    public static TheoryData<string> Files => [.. Cases.Keys];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_out_of_real_life_has_its_verdict(string file)
    {
        var body = await ReadAsync(file);
        var expected = Cases[file];
        await EmptyAsync();
        if (expected.Before != "") await own.Fixture.ImportPeopleAsync(expected.Before);

        var answered = await PostAsync(body, expected.Type);

        if (expected.Rows is null)
        {
            Assert.Contains(expected.Says, Assert.Single(answered.Errors).Reason, StringComparison.Ordinal);
            return;
        }
        var rows = answered.Json.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(expected.Rows, string.Join(' ', rows.Select(Short)));
        Assert.Contains(expected.Says, rows[0].GetRawText(), StringComparison.Ordinal);
        foreach (var fault in rows.SelectMany(FaultsOf))
        {
            Assert.Matches(@"[.?]$", fault.GetProperty("reason").GetString());
            Assert.NotNull(fault.GetProperty("value").GetString());
        }
    }

    [Theory]
    [InlineData("broken-byte-late.csv")]
    [InlineData("unclosed-quote-long.csv")]
    public async Task A_file_that_breaks_says_truly_what_was_taken(string file)
    {
        var body = await ReadAsync(file);
        await EmptyAsync();

        var answered = await PostAsync(body, "text/csv");

        var (created, line) = (answered["created"], answered["line"]);
        Assert.Equal(line - 2, created); // the header is a line, and the broken row is not taken
        Assert.StartsWith("The people were not all imported", answered.Json.GetProperty("title").GetString(), StringComparison.Ordinal);
        var stored = own.Fixture.System.Services.GetRequiredService<Tables>().People;
        Assert.Equal(created, await stored.QueryAsync<TableEntity>("RowKey eq 'person'", cancellationToken: Ct).CountAsync(Ct));
        Assert.Equal(created, (await PostAsync(body, "text/csv"))["unchanged"]); // it can be sent again
    }

    [Fact]
    public async Task What_a_case_leaves_is_what_was_meant()
    {
        await EmptyAsync();
        string[] files = ["manager-by-mail.csv", "cp1252-semicolon.csv", "invisible-and-odd-addresses.csv", "people-rehire.csv"];
        foreach (var file in files)
            await PostAsync(await ReadAsync(file), Cases[file].Type);
        var people = own.Fixture.System.Services.GetRequiredService<PersonStore>();

        Assert.Equal("Müller", (await people.FindAsync(PersonKey.Of("u2"), Ct))?.Name);
        Assert.Equal("lg3@x.example", (await people.FindAsync(PersonKey.Of("lg3"), Ct))?.Email);
        Assert.Equal("lg5", (await people.FindAsync(PersonKey.Of("lg5"), Ct))?.Id);
        Assert.Equal("o1new", (await people.FindByIdOrAddressAsync("o1@followup.example", Ct))?.Id);
        var manager = await people.NamedByKeyAsync((await people.FindAsync(PersonKey.Of("p1"), Ct))!.ManagerKey!, Ct);
        Assert.Equal("m9", manager.Person?.Id);
    }

    private static string Short(JsonElement row)
    {
        var field = row.TryGetProperty("field", out var rejectedFor) ? $"/{rejectedFor}" : "";
        var warned = FaultsOf(row)
            .Where(fault => !fault.TryGetProperty("verdict", out _))
            .Select(fault => $"+{fault.GetProperty("field")}");
        return $"{row.GetProperty("verdict")}{field}{string.Concat(warned)}";
    }

    /// <summary>The row itself where it is rejected, and its warnings.</summary>
    private static IEnumerable<JsonElement> FaultsOf(JsonElement row)
    {
        IEnumerable<JsonElement> warnings = row.TryGetProperty("warnings", out var list) ? list.EnumerateArray() : [];
        return row.TryGetProperty("reason", out _) ? warnings.Prepend(row) : warnings;
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        var path = Repository.File("..", "shared", "data", "cases", "people", file);
        Assert.SkipUnless(File.Exists(path), $"The case {file} lies beside the clone, in shared/data/cases/people, and is not there.");
        return await File.ReadAllBytesAsync(path, Ct);
    }

    private async Task<Answered> PostAsync(byte[] body, string type)
    {
        using var file = body.OfType(type);
        return await own.Fixture.PostPeopleAsync(file);
    }

    private async Task EmptyAsync()
    {
        var people = own.Fixture.System.Services.GetRequiredService<Tables>().People;
        await foreach (var row in people.QueryAsync<TableEntity>(cancellationToken: Ct))
            await people.DeleteEntityAsync(row, cancellationToken: Ct);
    }
}
