using Azure.Data.Tables;
using Followup.People;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>
/// A file of many new people: after the first 500 rows each is taken for new until the tables say otherwise. The verdicts are the same.
/// </summary>
public sealed class LateRowsTests(SystemFixture fixture)
{
    private readonly string mark = Guid.NewGuid().ToString("n")[..12];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PersonStore Store => fixture.System.Services.GetRequiredService<PersonStore>();

    [Fact]
    public async Task Rows_of_all_kinds_late_in_a_file_have_the_verdicts_they_have_early()
    {
        await fixture.ImportPeopleAsync(Csv(((string[])["same", "renamed", "moved", "owner"]).SelectMany(kind => Rows(kind, 30))));
        // as a crash after the address was pointed to its person leaves it
        var people = fixture.System.Services.GetRequiredService<Tables>().People;
        foreach (var (address, person) in new[] { (Address("crashed", 0), "crashed-0"), (Address("moved-to", 1), "moved-1") })
        {
            var pointer = new TableEntity(PersonKey.Of(address), PersonStore.AddressRow) { ["Person"] = PersonKey.Of($"{person}-{mark}") };
            await people.AddEntityAsync(pointer, Ct);
        }

        (string Row, string First, string Again)[] late =
        [
            .. Rows("same", 30).Select(row => (row, "unchanged", "unchanged")),
            .. Numbers(30).Select(i => (Row("renamed", i, Address("renamed", i), "Another Name"), "updated", "unchanged")),
            .. Numbers(30).Select(i => (Row("moved", i, Address("moved-to", i)), "updated", "unchanged")),
            .. Numbers(30).Select(i => (Row("taking", i, Address("owner", i)), "rejected", "rejected")),
            .. Numbers(30).Select(i => (Row("new", i, Address("again", i)), "rejected", "rejected")), // these ids stand in the file before
            .. Numbers(30).Select(i => (Row("again", i, Address("new", i)), "rejected", "rejected")), // and these addresses
            .. Rows("crashed", 1).Select(row => (row, "created", "unchanged")),
            .. Rows("later", 30).Select(row => (row, "created", "unchanged")),
        ];
        new Random(1).Shuffle(late);
        var csv = Csv(Rows("new", 1000).Concat(late.Select(one => one.Row)));

        var first = (await fixture.ImportPeopleAsync(csv)).Verdicts("rows");
        Assert.All(first.Take(1000), verdict => Assert.Equal("created", verdict));
        Assert.Equal(late.Select(one => (one.Row, one.First)), late.Select(one => one.Row).Zip(first.Skip(1000)));
        await CheckAsync();

        var again = (await fixture.ImportPeopleAsync(csv)).Verdicts("rows");
        Assert.All(again.Take(1000), verdict => Assert.Equal("unchanged", verdict));
        Assert.Equal(late.Select(one => (one.Row, one.Again)), late.Select(one => one.Row).Zip(again.Skip(1000)));
        await CheckAsync();
    }

    private async Task CheckAsync()
    {
        foreach (var i in (int[])[0, 1, 29])
        {
            Assert.Equal("Another Name", (await Store.FindAsync(PersonKey.Of($"renamed-{i}-{mark}"), Ct))?.Name);
            Assert.Equal($"moved-{i}-{mark}", (await Store.FindByIdOrAddressAsync(Address("moved-to", i), Ct))?.Id);
            Assert.Null(await Store.FindByIdOrAddressAsync(Address("moved", i), Ct));
            Assert.Equal($"owner-{i}-{mark}", (await Store.FindByIdOrAddressAsync(Address("owner", i), Ct))?.Id);
            Assert.Null(await Store.FindByIdOrAddressAsync($"taking-{i}-{mark}", Ct));
            Assert.Equal($"new-{i}-{mark}", (await Store.FindByIdOrAddressAsync(Address("new", i), Ct))?.Id);
            Assert.Null(await Store.FindByIdOrAddressAsync(Address("again", i), Ct));
        }
        Assert.Equal($"crashed-0-{mark}", (await Store.FindByIdOrAddressAsync(Address("crashed", 0), Ct))?.Id);
    }

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);

    private IEnumerable<string> Rows(string kind, int count) => Numbers(count).Select(i => Row(kind, i, Address(kind, i)));

    private string Address(string kind, int number) => $"{kind}-{number}-{mark}@followup.example";

    private string Row(string kind, int number, string address, string name = "Some One") => $"{kind}-{number}-{mark},{address},{name}";

    private static string Csv(IEnumerable<string> rows) => $"id,email,name\n{string.Join('\n', rows)}\n";
}
