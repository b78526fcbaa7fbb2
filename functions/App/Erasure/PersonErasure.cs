using Azure;
using Azure.Data.Tables;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Erasure;

/// <summary>
/// Removes a person, and all that is kept about them. What the person wrote as a manager about a learner stays with that learner, without
/// the manager's key. Order: the person is made inactive, so that an alarm that rings meanwhile mails nobody; then invitations, answers
/// and follow-ups, each follow-up after what hangs on it; then entries of the worklist, and what names the person as the manager of others;
/// then the address, later ids and the person. A crash between any two is finished by the next call. A completion that is being planned at
/// that moment may leave invitations behind: hashes that nobody can be found by.
/// </summary>
public sealed class PersonErasure(
    Tables tables, PersonStore people, WorklistStore worklist, AnswerErasure answers, ChangedMonths months)
{
    public async Task<Erased> EraseAsync(string idOrAddress, CancellationToken ct)
    {
        var key = await KeyOfAsync(idOrAddress, ct);
        var person = await people.FindAsync(key, ct);
        if (person is { Active: true }) await DeactivateAsync(person, ct);

        var stranger = Guid.NewGuid().ToString("N");
        var erased = await EraseFollowupsAsync(key, stranger, ct);
        erased += await EraseEarlierInvitationsAsync(key, stranger, ct);
        await EraseWorklistAsync(key, ct);
        await ForgetManagerOfReportsAsync(key, person, ct);
        if (person is not null) erased += await EraseNamesAsync(person, ct);
        erased += await ErasePersonAsync(key, ct);
        return erased;
    }

    /// <summary>The person's key; where nobody has the id or address any more, the key that the id would have.</summary>
    private async Task<string> KeyOfAsync(string idOrAddress, CancellationToken ct)
    {
        var key = PersonKey.Of(idOrAddress);
        if (await people.FindAsync(key, ct) is not null) return key;
        return await people.OwnerOfAsync(idOrAddress, ct) ?? key;
    }

    private async Task DeactivateAsync(PersonRow person, CancellationToken ct)
    {
        person.Active = false;
        await tables.People.UpdateEntityAsync(person, ETag.All, cancellationToken: ct);
    }

    /// <summary>
    /// The follow-ups of the person as a learner, with what hangs on them; and of those that the person manages, the invitations that the
    /// person got.
    /// </summary>
    private async Task<Erased> EraseFollowupsAsync(string key, string stranger, CancellationToken ct)
    {
        var erased = new Erased();
        // reads the whole table: seconds for a hundred thousand rows, and beyond some millions longer than an HTTP request may take
        var filter = TableClient.CreateQueryFilter($"(RowKey ge {key + "|"} and RowKey lt {key + "|~"}) or ManagerKey eq {key}");
        await foreach (var row in tables.Followups.QueryAsync<FollowupRow>(filter, cancellationToken: ct))
        {
            await months.RequestCountAsync(row.Key, ct);
            erased += row.Key.LearnerKey == key
                ? await EraseFollowupAsync(row, stranger, ct)
                : await EraseManagerOfAsync(row, key, stranger, ct);
        }
        return erased;
    }

    private async Task<Erased> EraseFollowupAsync(FollowupRow row, string stranger, CancellationToken ct)
    {
        var erased = new Erased();
        foreach (var planned in row.Planned())
        {
            erased += new Erased(Invitations: await DeleteAsync(tables.Invitations, planned.ToRow(row), ct));
        }
        erased += new Erased(Responses: await answers.EraseAsync(row, stranger, ct));
        return erased + new Erased(Followups: await DeleteAsync(tables.Followups, row, ct));
    }

    private async Task<Erased> EraseManagerOfAsync(FollowupRow row, string managerKey, string stranger, CancellationToken ct)
    {
        var erased = new Erased();
        foreach (var planned in row.Planned().Where(planned => planned.Key.RecipientKey == managerKey))
            erased += new Erased(Invitations: await DeleteAsync(tables.Invitations, planned.ToRow(row), ct));
        await answers.ForgetManagerAsync(row, managerKey, stranger, ct);
        await ForgetManagerAsync(row, managerKey, ct);
        return erased;
    }

    /// <summary>What the person was asked as a manager before a follow-up went to another manager.</summary>
    private async Task<Erased> EraseEarlierInvitationsAsync(string key, string stranger, CancellationToken ct)
    {
        var erased = new Erased();
        var asManager = new MailingKey(default, Audience.Manager, key).RowPrefix;
        var filter = TableClient.CreateQueryFilter($"RowKey ge {asManager} and RowKey lt {asManager + "~"}");
        await foreach (var row in tables.Invitations.QueryAsync<InvitationRow>(filter, cancellationToken: ct))
        {
            await months.RequestCountAsync(row.Followup, ct);
            var followup = await tables.Followups.FindAsync<FollowupRow>(row.Followup.Partition, row.Followup.Row, ct);
            if (followup is not null)
            {
                await answers.ForgetManagerAsync(followup, key, stranger, ct);
                await ForgetManagerAsync(followup, key, ct);
            }
            erased += new Erased(Invitations: await DeleteAsync(tables.Invitations, row, ct));
        }
        return erased;
    }

    private async Task EraseWorklistAsync(string key, CancellationToken ct)
    {
        await foreach (var row in tables.Worklist.RangeAsync<WorklistRow>(WorklistRow.Open, "", ct))
        {
            if (row.LearnerKey == key || row.SaidBy == key) await DeleteAsync(tables.Worklist, row, ct);
        }
    }

    /// <summary>
    /// Their rows say whom HR named, be it by address; whoever is named anew by the next import is asked. See
    /// <see cref="ForgetManagerAsync"/> for a row that changes meanwhile.
    /// </summary>
    private async Task ForgetManagerOfReportsAsync(string key, PersonRow? person, CancellationToken ct)
    {
        string[] names = person is null ? [key] : [.. person.IdKeys.Append(PersonKey.Of(person.Email)).Distinct()];
        foreach (var name in names)
        {
            // the address may be another person's by now, who is the manager then
            if ((await people.NamedByKeyAsync(name, ct)).Person is { } other && other.Key != key) continue;
            var filter = TableClient.CreateQueryFilter($"RowKey eq 'person' and ManagerKey eq {name}");
            await foreach (var report in tables.People.QueryAsync<PersonRow>(filter, cancellationToken: ct))
            {
                if (report.Key == key) continue;
                if (report.Active) await worklist.AddNobodyToAskAsync(report.Key, ct);
                (report.ManagerKey, report.ManagerId) = (null, null);
                await tables.People.UpdateEntityAsync(report, report.ETag, TableUpdateMode.Replace, ct);
            }
        }
    }

    /// <summary>The address and later ids: those that point to somebody else by now are that one's.</summary>
    private async Task<Erased> EraseNamesAsync(PersonRow person, CancellationToken ct)
    {
        var erased = new Erased();
        foreach (var name in person.IdKeys.Append(PersonKey.Of(person.Email)).Distinct())
        {
            if (await people.DropAsync(name, person.Key, ct)) erased += new Erased(People: 1);
        }
        return erased;
    }

    /// <summary>
    /// The person's own row and opt-outs. The row of an address in the same partition stays: it stands for an address that reads like this
    /// person's id; where that is this person's own address, its row is removed already.
    /// </summary>
    private async Task<Erased> ErasePersonAsync(string key, CancellationToken ct)
    {
        var erased = new Erased();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key}");
        await foreach (var row in tables.People.QueryAsync<TableEntity>(filter, cancellationToken: ct))
        {
            if (row.RowKey == PersonStore.AddressRow) continue;
            erased += new Erased(People: await DeleteAsync(tables.People, row, ct));
        }
        return erased;
    }

    /// <summary>
    /// Takes the manager's key out of a follow-up. Where something else changed the row after it was read here, the update fails (412), and
    /// erasing with it: the next call reads the newer row, and finds the key in it if it is still there.
    /// </summary>
    private async Task ForgetManagerAsync(FollowupRow row, string managerKey, CancellationToken ct)
    {
        if (row.ManagerKey == managerKey) row.ManagerKey = null;
        if (row.Plan is not null)
        {
            var others = row.Planned().Where(planned => planned.Key.RecipientKey != managerKey);
            row.Plan = PlannedInvitation.Write(others);
        }
        await tables.Followups.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct);
    }

    private static Task<int> DeleteAsync(TableClient table, ITableEntity row, CancellationToken ct) =>
        DeleteAsync(table, row.PartitionKey, row.RowKey, ct);

    /// <returns>1 where there was such a row, else 0.</returns>
    private static async Task<int> DeleteAsync(TableClient table, string partition, string row, CancellationToken ct)
    {
        var response = await table.DeleteEntityAsync(partition, row, ETag.All, ct);
        return response.Status == 204 ? 1 : 0;
    }
}
