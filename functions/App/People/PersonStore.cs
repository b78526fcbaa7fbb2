using Followup.Shared;

namespace Followup.People;

public sealed class PersonStore(Tables tables)
{
    public Task<PersonRow?> FindAsync(string personKey, CancellationToken ct) => tables.People.FindAsync<PersonRow>(personKey, "person", ct);
}
