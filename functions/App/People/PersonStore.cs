using Azure;
using Azure.Data.Tables;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.People;

/// <summary>
/// Table <c>people</c>. A person is the row <c>person</c> in the partition of the key of the id; the row <c>address</c> in the partition
/// of the key of the address points there, so that a learner can be named by either.
/// </summary>
public sealed class PersonStore(Tables tables)
{
    public const string AddressRow = "address";

    public Task<PersonRow?> FindAsync(string personKey, CancellationToken ct) =>
        tables.People.FindAsync<PersonRow>(personKey, "person", ct);

    /// <summary>The people of these keys whom there are, by key.</summary>
    public async Task<IReadOnlyDictionary<string, PersonRow>> FindAllAsync(IEnumerable<string> personKeys, CancellationToken ct)
    {
        List<string> keys = [.. personKeys.Distinct()];
        var found = await keys.SelectAtOnceAsync(FindAsync, ct);
        return found.OfType<PersonRow>().ToDictionary(person => person.Key);
    }

    /// <summary>The people whom these keys of ids or of addresses name, by the key that names them.</summary>
    public async Task<IReadOnlyDictionary<string, PersonRow>> FindAllNamedAsync(IEnumerable<string> keys, CancellationToken ct)
    {
        List<string> all = [.. keys.Distinct()];
        var found = await all.SelectAtOnceAsync(NamedByKeyAsync, ct);
        return all.Zip(found).Where(named => named.Second.Person is not null)
            .ToDictionary(named => named.First, named => named.Second.Person!);
    }

    /// <summary>The person, and all that is kept beside, in one call.</summary>
    public async Task<PersonRows> RowsAsync(string personKey, CancellationToken ct) =>
        new(await tables.People.RangeAsync<TableEntity>(personKey, "", ct).ToListAsync(ct));

    /// <summary>All rows of the people of these keys, by key.</summary>
    public async Task<IReadOnlyDictionary<string, PersonRows>> AllRowsAsync(IEnumerable<string> personKeys, CancellationToken ct)
    {
        List<string> keys = [.. personKeys.Distinct()];
        var rows = await keys.SelectAtOnceAsync(RowsAsync, ct);
        return keys.Zip(rows).ToDictionary(of => of.First, of => of.Second);
    }

    /// <summary>
    /// Who is to be asked as somebody's manager; null where nobody active is named. Somebody who is their own manager is asked once, as the
    /// learner.
    /// </summary>
    public async Task<PersonRow?> ManagerOfAsync(PersonRow learner, CancellationToken ct)
    {
        if (learner.ManagerKey is not { } key) return null;
        return (await NamedByKeyAsync(key, ct)).Person is { Active: true } manager && manager.Key != learner.Key ? manager : null;
    }

    public async Task<PersonRow?> FindByIdOrAddressAsync(string idOrAddress, CancellationToken ct)
    {
        if (await FindAsync(PersonKey.Of(idOrAddress), ct) is { } person) return person;
        return await OwnerOfAsync(idOrAddress, ct) is { } key ? await FindAsync(key, ct) : null;
    }

    /// <summary>All rows of the people whom these ids or addresses name, by what names them; nobody's are left out.</summary>
    public async Task<IReadOnlyDictionary<string, PersonRows>> NamedAsync(IEnumerable<string> idsOrAddresses, CancellationToken ct)
    {
        List<string> names = [.. idsOrAddresses.Distinct()];
        var rows = await names.SelectAtOnceAsync(NamedAsync, ct);
        return names.Zip(rows).Where(named => named.Second.Person is not null).ToDictionary(named => named.First, named => named.Second);
    }

    private Task<PersonRows> NamedAsync(string idOrAddress, CancellationToken ct) => NamedByKeyAsync(PersonKey.Of(idOrAddress), ct);

    /// <summary>All rows of the person whom this key of an id or of an address names.</summary>
    public async Task<PersonRows> NamedByKeyAsync(string key, CancellationToken ct)
    {
        var rows = await RowsAsync(key, ct);
        return rows.Person is null && rows.Find(AddressRow)?.GetString("Person") is { } person ? await RowsAsync(person, ct) : rows;
    }

    /// <summary>The key of the person with this address; null for nobody.</summary>
    public async Task<string?> OwnerOfAsync(string address, CancellationToken ct)
    {
        var row = await tables.People.FindAsync<TableEntity>(PersonKey.Of(address), AddressRow, ct);
        return row?.GetString("Person");
    }

    /// <summary>
    /// Stores somebody new. Order: the address points to the person, the person is written. Where either is there already nothing of it
    /// is changed, and <see cref="SaveAsync"/> goes on from any of the three states that this may leave.
    /// </summary>
    /// <returns>Whether both were new.</returns>
    public async Task<bool> TryAddAsync(PersonRow person, CancellationToken ct) =>
        await tables.People.TryAddAsync(PointerOf(person), ct) && await tables.People.TryAddAsync(person, ct);

    /// <summary>
    /// Order: the new address points to the person, the person is written, the old address is dropped. A crash after the first leaves an
    /// address that points to nobody or to the person's older self, one after the second an old address that still works: the next import
    /// of the row mends both.
    /// </summary>
    public async Task SaveAsync(PersonRow person, PersonRow? before, CancellationToken ct)
    {
        var address = PersonKey.Of(person.Email);
        await tables.People.UpsertEntityAsync(PointerOf(person), TableUpdateMode.Replace, ct);
        await tables.People.UpsertEntityAsync(person, TableUpdateMode.Replace, ct);
        if (before is null) return;
        var oldAddress = PersonKey.Of(before.Email);
        if (oldAddress != address) await DropAsync(oldAddress, person.Key, ct);
    }

    private static TableEntity PointerOf(PersonRow person) => new(PersonKey.Of(person.Email), AddressRow) { ["Person"] = person.Key };

    /// <summary>Drops an address, unless it is somebody else's by now.</summary>
    private async Task DropAsync(string address, string personKey, CancellationToken ct)
    {
        var row = await tables.People.FindAsync<TableEntity>(address, AddressRow, ct);
        if (row is null || row.GetString("Person") != personKey) return;
        try
        {
            await tables.People.DeleteEntityAsync(address, AddressRow, row.ETag, ct);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // the address became somebody else's just now
        }
    }
}
