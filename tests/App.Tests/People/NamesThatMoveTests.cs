using Followup.People;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>
/// Addresses that pass from one to another, and people who get another id. Every test has people of its own: ids and addresses end in its
/// mark.
/// </summary>
public sealed class NamesThatMoveTests(SystemFixture fixture)
{
    private readonly string mark = Guid.NewGuid().ToString("n")[..12];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PersonStore Store => fixture.System.Services.GetRequiredService<PersonStore>();

    [Theory]
    [InlineData("a,b", "b,a")]
    [InlineData("a,b", "b,c", "c,a")]
    [InlineData("a,c", "c,b", "b,a", "d,new")]
    [InlineData("a,b", "b,c", "c,new")] // a chain, whose end comes last
    [InlineData("c,new", "b,c", "a,b")]
    public async Task Addresses_change_hands_within_one_file(params string[] moves)
    {
        await SendAsync("id,email,name", "a,a@,Ann", "b,b@,Ben", "c,c@,Cy", "d,d@,Di");
        string[] rows = [.. moves.Select(move => move.Split(',')).Select(move => $"{move[0]},{move[1]}@,Moved")];

        Assert.All((await SendAsync("id,email,name", rows)).Verdicts("rows"), verdict => Assert.Equal("updated", verdict));
        Assert.All((await SendAsync("id,email,name", rows)).Verdicts("rows"), verdict => Assert.Equal("unchanged", verdict));
        foreach (var move in moves.Select(move => move.Split(',')))
            Assert.Equal($"{move[0]}-{mark}", (await Store.FindByIdOrAddressAsync(Address(move[1]), Ct))?.Id);
    }

    [Fact]
    public async Task A_chain_whose_end_keeps_its_address_is_refused_to_its_beginning()
    {
        await SendAsync("id,email,name", "a,a@,Ann", "b,b@,Ben", "c,c@,Cy");

        var refused = await SendAsync("id,email,name", "a,b@,Ann", "b,c@,Ben", "c,c@,Cy");

        Assert.Equal(["rejected", "rejected", "unchanged"], refused.Verdicts("rows"));
        Assert.Contains("previousId", refused.Reason(0), StringComparison.Ordinal);
        foreach (var one in (string[])["a", "b", "c"])
            Assert.Equal($"{one}-{mark}", (await Store.FindByIdOrAddressAsync(Address(one), Ct))?.Id);
    }

    [Theory]
    [InlineData("old,a@,Ann,false", "new,a@,Ann,true")]
    [InlineData("new,a@,Ann,true", "old,a@,Ann,false")]
    public async Task The_address_of_somebody_who_left_passes_to_the_new_id(string first, string second)
    {
        await SendAsync("id,email,name,active", "old,a@,Ann,true");

        Assert.Equal(0, (await SendAsync("id,email,name,active", first, second))["rejected"]);
        Assert.Equal(2, (await SendAsync("id,email,name,active", first, second))["unchanged"]);
        Assert.Equal($"new-{mark}", (await Store.FindByIdOrAddressAsync(Address("a"), Ct))?.Id);
        Assert.False((await FindAsync("old"))!.Active);
        var back = await SendAsync("id,email,name,active", "old,a@,Ann,true");
        Assert.Equal("email", back.Field(0));
    }

    [Fact]
    public async Task A_person_is_renamed_and_keeps_the_key_and_all_names()
    {
        await SendAsync("id,email,name", "old,a@,Ann", "boss,boss@,Boss", "other,other@,Other");

        var renamed = await SendAsync("id,previousId,email,name", "new,old,a@,Ann");
        Assert.Equal(["updated"], renamed.Verdicts("rows"));
        Assert.Equal(["unchanged"], (await SendAsync("id,previousId,email,name", "new,old,a@,Ann")).Verdicts("rows"));
        Assert.Equal(["updated"], (await SendAsync("id,email,name", "NEW,a@,Ann Field")).Verdicts("rows"));
        var ann = await Store.FindAsync(PersonKey.Of($"old-{mark}"), Ct);
        Assert.Equal(($"NEW-{mark}", "Ann Field"), (ann!.Id, ann.Name));
        foreach (var name in (string[])[$"new-{mark}", $"old-{mark}", Address("a")])
            Assert.Equal(ann.Key, (await Store.FindByIdOrAddressAsync(name, Ct))?.Key);
        Assert.Empty((await SendAsync("id,managerId", "boss,new", "other,old")).Warned(0));

        Assert.Equal("id", (await SendAsync("id,email,name", "old,a@,Ann")).Field(0)); // by an id of before
        Assert.Equal("previousId", (await SendAsync("id,previousId,email,name", "boss,old,boss@,Boss")).Field(0)); // two people
        Assert.Equal(["updated"], (await SendAsync("id,previousId,email,name", "third,new,a@,Ann")).Verdicts("rows"));
        Assert.Equal(ann.Key, (await Store.FindByIdOrAddressAsync($"third-{mark}", Ct))?.Key);

        await fixture.SendAsync(HttpMethod.Post, "api/people/erase", $$"""{"person":"new-{{mark}}"}""", "application/json");
        foreach (var name in (string[])[$"old-{mark}", $"new-{mark}", $"third-{mark}", Address("a")])
            Assert.Null(await Store.OwnerOfAsync(name, Ct));
    }

    [Theory]
    [InlineData("old,,a@,Ann,false", "new,old,a@,Ann,true")]
    [InlineData("new,old,a@,Ann,true", "old,,a@,Ann,false")]
    public async Task A_file_that_has_the_old_id_as_somebody_who_left_renames_all_the_same(string first, string second)
    {
        const string Header = "id,previousId,email,name,active";
        await SendAsync(Header, "old,,a@,Ann,true");

        await SendAsync(Header, first, second);
        var again = await SendAsync(Header, first, second);

        Assert.Equal((1, 1), (again["unchanged"], again["rejected"]));
        var ann = await FindAsync("old");
        Assert.Equal(($"new-{mark}", true), (ann!.Id, ann.Active));
    }

    /// <summary>Whatever a file asks for: an address leads to whom it is stored with, and the file again changes nothing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Addresses_are_one_active_persons_whatever_a_file_asks_for(int seed)
    {
        const string Header = "id,email,name,active";
        var random = new Random(seed);
        string[] people = ["a", "b", "c", "d", "e", "f", "g", "h"];
        for (var round = 1; round <= 4; round++)
        {
            var rows = people
                .Where(_ => random.Next(5) > 0)
                .Select(id => $"{id},{people[random.Next(people.Length)]}@,{id},{(random.Next(4) > 0 ? "true" : "false")}")
                .ToArray();
            random.Shuffle(rows);
            var said = $"Seed {seed}, round {round}: {string.Join(' ', rows)}";

            var dry = await fixture.SendAsync(
                HttpMethod.Post, "api/people/import?dryRun=true", PeopleFile.Csv(mark, Header, rows), "text/csv");
            var first = (await SendAsync(Header, rows)).Verdicts("rows");
            var again = (await SendAsync(Header, rows)).Verdicts("rows");

            Assert.True(first.SequenceEqual(dry.Verdicts("rows")), $"{said}: {string.Join(' ', dry.Verdicts("rows"))}");
            Assert.True(again.All(verdict => verdict is "unchanged" or "rejected"), $"{said}: {string.Join(' ', again)}");
            Assert.True(first.Zip(again).All(of => of.First == "rejected" == (of.Second == "rejected")), said);
            foreach (var id in people)
            {
                if (await FindAsync(id) is not { Active: true } person) continue;
                Assert.True(await Store.OwnerOfAsync(person.Email, Ct) == person.Key, $"{said}: the address of {id}");
            }
        }
    }

    [Fact]
    public async Task A_renamed_person_late_in_a_file_of_new_ones_is_no_second_one()
    {
        await SendAsync("id,email,name", "old,a@,Ann");
        await SendAsync("id,previousId,email,name", "new,old,a@,Ann");

        var rows = Enumerable.Range(0, 600).Select(i => $"n{i},n{i}@,Number {i}").Append("new,b@,Ann");
        Assert.Equal((600, 1), await SendAsync("id,email,name", [.. rows]) is { } sent ? (sent["created"], sent["updated"]) : default);
        Assert.Null(await Store.FindAsync(PersonKey.Of($"new-{mark}"), Ct));
    }

    private string Address(string name) => PeopleFile.Address(name, mark);

    private Task<PersonRow?> FindAsync(string id) => Store.FindAsync(PersonKey.Of($"{id}-{mark}"), Ct);

    private Task<Answered> SendAsync(string header, params string[] rows) =>
        fixture.ImportPeopleAsync(PeopleFile.Csv(mark, header, rows));
}
