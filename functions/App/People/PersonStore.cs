using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
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
        ConcurrentDictionary<string, PersonRow> found = [];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct };
        await Parallel.ForEachAsync(personKeys.Distinct(), options, async (key, token) =>
        {
            if (await FindAsync(key, token) is { } person) found[key] = person;
        });
        return found;
    }

    public async Task<PersonRow?> FindByIdOrAddressAsync(string idOrAddress, CancellationToken ct)
    {
        if (await FindAsync(PersonKey.Of(idOrAddress), ct) is { } person) return person;
        return await OwnerOfAsync(idOrAddress, ct) is { } key ? await FindAsync(key, ct) : null;
    }

    /// <summary>The key of the person with this address; null for nobody.</summary>
    public async Task<string?> OwnerOfAsync(string address, CancellationToken ct)
    {
        var row = await tables.People.FindAsync<TableEntity>(PersonKey.Of(address), AddressRow, ct);
        return row?.GetString("Person");
    }

    /// <summary>
    /// Order: the new address points to the person, the person is written, the old address is dropped. A crash after the first leaves an
    /// address that points to nobody or to the person's older self, one after the second an old address that still works: the next import
    /// of the row mends both.
    /// </summary>
    public async Task SaveAsync(PersonRow person, PersonRow? before, CancellationToken ct)
    {
        var address = PersonKey.Of(person.Email);
        var pointer = new TableEntity(address, AddressRow) { ["Person"] = person.Key };
        await tables.People.UpsertEntityAsync(pointer, TableUpdateMode.Replace, ct);
        await tables.People.UpsertEntityAsync(person, TableUpdateMode.Replace, ct);
        if (before is null) return;
        var oldAddress = PersonKey.Of(before.Email);
        if (oldAddress != address) await DropAsync(oldAddress, person.Key, ct);
    }

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
