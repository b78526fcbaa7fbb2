using Azure;
using Azure.Data.Tables;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.People;

/// <summary>
/// Table <c>people</c>. A person is the row <c>person</c> in the partition of the key of the id; the row <c>address</c> in the partition
/// of the key of the address points there, so that a learner can be named by either; so does one in that of each id that the person was
/// given later. A row <c>renamed</c> in a partition of its own is there once anybody was given one.
/// </summary>
public sealed class PersonStore(Tables tables)
{
    public const string AddressRow = "address";

    private const string Renamed = "renamed";

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
    public Task<string?> OwnerOfAsync(string address, CancellationToken ct) => OwnerOfKeyAsync(PersonKey.Of(address), ct);

    /// <summary>The key of the person to whom this key of an address, or of a later id, points; null for nobody.</summary>
    public async Task<string?> OwnerOfKeyAsync(string nameKey, CancellationToken ct)
    {
        var row = await tables.People.FindAsync<TableEntity>(nameKey, AddressRow, ct);
        return row?.GetString("Person");
    }

    /// <summary>The person with this key of an id, be it the first or a later one; null for nobody.</summary>
    /// <param name="looksForLater">See <see cref="HasRenamedAsync"/>.</param>
    public async Task<PersonRow?> FindByIdAsync(string idKey, bool looksForLater, CancellationToken ct)
    {
        if (await FindAsync(idKey, ct) is { } person) return person;
        if (!looksForLater || await OwnerOfKeyAsync(idKey, ct) is not { } key) return null;
        return await FindAsync(key, ct) is { } renamed && renamed.IdKeys.Contains(idKey) ? renamed : null;
    }

    /// <summary>
    /// Stores somebody new. Order: the address points to the person, the person is written. Where either is there already nothing of it
    /// is changed, and <see cref="SaveAsync"/> goes on from any of the three states that this may leave.
    /// </summary>
    /// <returns>Whether both were new.</returns>
    public async Task<bool> TryAddAsync(PersonRow person, CancellationToken ct) =>
        await tables.People.TryAddAsync(Pointer(PersonKey.Of(person.Email), person.Key), ct)
        && await tables.People.TryAddAsync(person, ct);

    /// <summary>
    /// Order: new ids and the new address point to the person, the person is written, the old address is dropped. A crash after the first
    /// leaves an id or an address that points to nobody or to the person's older self, one after the second an old address that still
    /// works: the next import of the row mends both.
    /// </summary>
    /// <param name="hasAddress">Whether the address is to lead to this person; else to whom it led before.</param>
    public async Task SaveAsync(PersonRow person, PersonRow? before, CancellationToken ct, bool hasAddress = true)
    {
        var address = PersonKey.Of(person.Email);
        foreach (var name in person.IdKeys.Except(before?.IdKeys ?? [person.Key])) await RenameAsync(name, person.Key, ct);
        if (hasAddress && person.Email != "")
            await tables.People.UpsertEntityAsync(Pointer(address, person.Key), TableUpdateMode.Replace, ct);
        await tables.People.UpsertEntityAsync(person, TableUpdateMode.Replace, ct);
        if (before is null) return;
        var oldAddress = PersonKey.Of(before.Email);
        if (oldAddress != address && !person.IdKeys.Contains(oldAddress)) await DropAsync(oldAddress, person.Key, ct);
    }

    /// <summary>
    /// Whether anybody was given another id, ever: else an id that is nobody's key is nobody's name either, and imports need not look.
    /// </summary>
    public async Task<bool> HasRenamedAsync(CancellationToken ct) =>
        await tables.People.FindAsync<TableEntity>(Renamed, Renamed, ct) is not null;

    /// <summary>All who are active: reads the whole table.</summary>
    public IAsyncEnumerable<PersonRow> ActiveAsync(CancellationToken ct) =>
        tables.People.QueryAsync<PersonRow>("RowKey eq 'person' and Active eq true", cancellationToken: ct);

    public async Task DeactivateAsync(string personKey, CancellationToken ct)
    {
        try
        {
            var change = new TableEntity(personKey, "person") { [nameof(PersonRow.Active)] = false };
            await tables.People.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, ct);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // erased just now
        }
    }

    /// <summary>Drops what points from an id or an address to a person, unless it points to somebody else by now.</summary>
    /// <returns>Whether it was dropped.</returns>
    public async Task<bool> DropAsync(string nameKey, string personKey, CancellationToken ct)
    {
        var row = await tables.People.FindAsync<TableEntity>(nameKey, AddressRow, ct);
        return row?.GetString("Person") == personKey && await tables.People.DeleteIfUnchangedAsync(row, ct);
    }

    /// <summary>Order: that somebody was renamed, so that imports look; then the id points to the person.</summary>
    private async Task RenameAsync(string nameKey, string personKey, CancellationToken ct)
    {
        await tables.People.TryAddAsync(new TableEntity(Renamed, Renamed), ct);
        await tables.People.UpsertEntityAsync(Pointer(nameKey, personKey), TableUpdateMode.Replace, ct);
    }

    private static TableEntity Pointer(string nameKey, string personKey) => new(nameKey, AddressRow) { ["Person"] = personKey };
}
