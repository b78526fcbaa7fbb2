using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.People;

/// <summary>
/// Table <c>people</c>. A person is the row <c>person</c> in the partition of the key of the id; the row <c>address</c> in the partition of the key of the
/// address points there, so that a learner can be named by either.
/// </summary>
public sealed class PersonStore(Tables tables)
{
    public const string AddressRow = "address";

    public Task<PersonRow?> FindAsync(string personKey, CancellationToken ct) => tables.People.FindAsync<PersonRow>(personKey, "person", ct);

    /// <summary>Those of them that there are, by key.</summary>
    public async Task<IReadOnlyDictionary<string, PersonRow>> FindAllAsync(IEnumerable<string> personKeys, CancellationToken ct)
    {
        ConcurrentDictionary<string, PersonRow> found = [];
        await Parallel.ForEachAsync(personKeys.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (key, token) =>
        {
            if (await FindAsync(key, token) is { } person) found[key] = person;
        });
        return found;
    }

    public async Task<PersonRow?> FindByIdOrAddressAsync(string idOrAddress, CancellationToken ct) =>
        await FindAsync(PersonKey.Of(idOrAddress), ct)
        ?? (await OwnerOfAsync(idOrAddress, ct) is { } key ? await FindAsync(key, ct) : null);

    /// <summary>The key of the person with this address; null for nobody.</summary>
    public async Task<string?> OwnerOfAsync(string address, CancellationToken ct) =>
        (await tables.People.FindAsync<TableEntity>(PersonKey.Of(address), AddressRow, ct))?.GetString("Person");

    /// <summary>
    /// Order: the new address points to the person, the person is written, the old address is dropped. A crash after the first leaves an address that
    /// points to nobody or to the person's older self, one after the second an old address that still works: the next import of the row mends both.
    /// </summary>
    public async Task SaveAsync(PersonRow person, PersonRow? before, CancellationToken ct)
    {
        var address = PersonKey.Of(person.Email);
        await tables.People.UpsertEntityAsync(
            new TableEntity(address, AddressRow) { ["Person"] = person.Key }, TableUpdateMode.Replace, ct);
        await tables.People.UpsertEntityAsync(person, TableUpdateMode.Replace, ct);
        if (before is not null && PersonKey.Of(before.Email) is var old && old != address) await DropAsync(old, person.Key, ct);
    }

    /// <summary>Unless the address is somebody else's by now.</summary>
    private async Task DropAsync(string address, string personKey, CancellationToken ct)
    {
        if (await tables.People.FindAsync<TableEntity>(address, AddressRow, ct) is not { } row || row.GetString("Person") != personKey) return;
        try
        {
            await tables.People.DeleteEntityAsync(address, AddressRow, row.ETag, ct);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // somebody has taken it just now
        }
    }
}
