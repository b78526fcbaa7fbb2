using Azure;
using Azure.Data.Tables;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Erasure;

/// <summary>
/// Removes a person, and all that is kept about them. What they wrote as a manager about somebody else stays with that somebody, without their key.
/// Order: the person is made inactive, so that an alarm that rings meanwhile mails nobody; then answers, invitations and follow-ups, each follow-up after
/// what hangs on it; then the address and the person. A crash between any two is finished by the next call. A completion that is being planned at that
/// moment may leave invitations behind: hashes that nobody can be found by.
/// </summary>
public sealed class PersonErasure(Tables tables, PersonStore people, ChangedMonths months)
{
    public async Task<Erased> EraseAsync(string idOrAddress, CancellationToken ct)
    {
        var key = PersonKey.Of(idOrAddress);
        if (await people.FindAsync(key, ct) is null) key = await people.OwnerOfAsync(idOrAddress, ct) ?? key;
        var person = await people.FindAsync(key, ct);
        if (person is { Active: true })
        {
            person.Active = false;
            await tables.People.UpdateEntityAsync(person, ETag.All, cancellationToken: ct);
        }

        var erased = new Erased(0, 0, 0, 0);
        // reads the whole table: seconds for a hundred thousand rows, and beyond some millions longer than an HTTP request may take
        await foreach (var row in tables.Followups.QueryAsync<FollowupRow>(
            TableClient.CreateQueryFilter($"(RowKey ge {key + "|"} and RowKey lt {key + "|~"}) or ManagerKey eq {key}"), cancellationToken: ct))
        {
            var own = row.Key.LearnerKey == key;
            await months.RequestCountAsync(row.Key, ct);
            foreach (var planned in row.Planned().Where(planned => own || planned.Key.RecipientKey == key))
                erased = erased with
                {
                    Invitations = erased.Invitations + await DeleteAsync(tables.Invitations, planned.ToRow(row), ct),
                    Responses = erased.Responses + (own ? await DeleteAsync(tables.Responses, row.PartitionKey, row.Key.ResponseRow(planned.Wave, planned.Key.Audience), ct) : 0),
                };
            if (own) erased = erased with { Followups = erased.Followups + await DeleteAsync(tables.Followups, row, ct) };
            else await ForgetManagerAsync(row, key, ct);
        }

        // what they answered as a manager before the follow-up went to another one
        var asked = new MailingKey(default, Audience.Manager, key).RowPrefix;
        await foreach (var row in tables.Invitations.QueryAsync<InvitationRow>(TableClient.CreateQueryFilter($"RowKey ge {asked} and RowKey lt {asked + "~"}"), cancellationToken: ct))
        {
            await months.RequestCountAsync(row.Followup, ct);
            if (await tables.Followups.FindAsync<FollowupRow>(row.Followup.Partition, row.Followup.Row, ct) is { } followup) await ForgetManagerAsync(followup, key, ct);
            erased = erased with { Invitations = erased.Invitations + await DeleteAsync(tables.Invitations, row, ct) };
        }
        await foreach (var row in tables.Worklist.RangeAsync<WorklistRow>(WorklistRow.Open, "", ct))
            if (row.Followup.LearnerKey == key || row.SaidBy == key) await DeleteAsync(tables.Worklist, row, ct);
        if (person is not null) erased = erased with { People = await DeleteAsync(tables.People, PersonKey.Of(person.Email), PersonStore.AddressRow, ct) };
        await foreach (var row in tables.People.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}"), cancellationToken: ct))
            if (row.RowKey != PersonStore.AddressRow) erased = erased with { People = erased.People + await DeleteAsync(tables.People, row, ct) };
        return erased;
    }

    /// <summary>Whoever came between is only more recent: the next call finds the row again.</summary>
    private async Task ForgetManagerAsync(FollowupRow row, string managerKey, CancellationToken ct)
    {
        if (row.ManagerKey == managerKey) row.ManagerKey = null;
        row.Plan = row.Plan is null ? null : PlannedInvitation.Write(row.Planned().Where(planned => planned.Key.RecipientKey != managerKey));
        await tables.Followups.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct);
    }

    private static Task<int> DeleteAsync(TableClient table, ITableEntity row, CancellationToken ct) => DeleteAsync(table, row.PartitionKey, row.RowKey, ct);

    private static async Task<int> DeleteAsync(TableClient table, string partition, string row, CancellationToken ct) =>
        (await table.DeleteEntityAsync(partition, row, ETag.All, ct)).Status == 204 ? 1 : 0;
}
