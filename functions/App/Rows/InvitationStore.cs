using Azure.Data.Tables;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Followup.Shared.Telemetry;

namespace Followup.Rows;

/// <summary>
/// Table <c>invitations</c>. A mailing's rows share a partition, so they change together, 100 at a time (the service's limit).
/// </summary>
public sealed class InvitationStore(Tables tables, ChangedMonths months, FollowupMetrics metrics)
{
    public async Task<List<InvitationRow>> OfAsync(MailingKey mailing, CancellationToken ct) =>
        await tables.Invitations.RangeAsync<InvitationRow>(mailing.Partition, mailing.RowPrefix, ct).ToListAsync(ct);

    /// <summary>The rows of each mailing, in the order given.</summary>
    public async Task<IReadOnlyList<List<InvitationRow>>> OfAllAsync(IReadOnlyList<MailingKey> mailings, CancellationToken ct) =>
        await mailings.SelectAtOnceAsync(OfAsync, ct);

    /// <summary>
    /// The key of a mailing's first row, so that one alarm a mailing is set and not one an invitation. Rows only ever come in, so whichever
    /// is first in the end was first when its own handler looked, after storing it: at least one handler always sets the alarm.
    /// </summary>
    public async Task<string> FirstOfAsync(MailingKey mailing, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {mailing.Partition} and RowKey ge {mailing.RowPrefix}");
        var rows = tables.Invitations.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["RowKey"], ct);
        return (await rows.FirstAsync(ct)).RowKey;
    }

    public async Task<bool> HasGoneOutAsync(MailingKey mailing, CancellationToken ct) =>
        (await OfAsync(mailing, ct)).Exists(row => row.State != InvitationState.Scheduled);

    /// <summary>
    /// Writes them as they are now, up to the first hundred of which one was changed since it was read. Answers how many were written;
    /// where that is not all, the caller reads again.
    /// </summary>
    public async Task<int> UpdateAsync(IReadOnlyList<InvitationRow> rows, CancellationToken ct)
    {
        await months.RequestCountAsync(rows.Select(row => row.Followup), ct);
        var written = 0;
        foreach (var chunk in rows.Chunk(TableTransactions.MostRows))
        {
            if (await tables.Invitations.UpdateUnchangedAsync([chunk], ct) is not []) break;
            written += chunk.Length;
        }
        return written;
    }

    /// <summary>
    /// Writes the changed rows of many mailings, each mailing whole or not at all, as many mailings in one transaction as there is room
    /// for.
    /// </summary>
    /// <returns>
    /// The mailings that were not written: one of their rows has changed since it was read, or more than a hundred are to be written.
    /// </returns>
    internal async Task<IReadOnlySet<ChangedMailing>> UpdateAllAsync(IEnumerable<ChangedMailing> mailings, CancellationToken ct)
    {
        List<ChangedMailing> changed = [.. mailings.Where(mailing => mailing.Rows.Count > 0)];
        await months.RequestCountAsync(changed.SelectMany(mailing => mailing.Rows).Select(row => row.Followup), ct);
        var fitting = changed.Where(mailing => mailing.Rows.Count <= TableTransactions.MostRows).ToDictionary(mailing => mailing.Rows);
        var conflicting = await tables.Invitations.UpdateUnchangedAsync(fitting.Keys, ct);
        return changed.Except(fitting.Values).Concat(conflicting.Select(rows => fitting[rows])).ToHashSet();
    }

    /// <summary>
    /// The same, and a mailing that was not written is read again, and what is chosen of it changed, until nobody came between.
    /// </summary>
    internal async Task ChangeAllAsync(IReadOnlyCollection<ChangedMailing> mailings, CancellationToken ct)
    {
        var missed = await UpdateAllAsync(mailings, ct);
        foreach (var written in mailings.Except(missed)) written.Tell(metrics);
        foreach (var mailing in missed) await ChangeAsync(mailing.Key, mailing.Choose, mailing.Change, ct);
    }

    /// <summary>
    /// Changes what is chosen of rows that were read a moment ago; where one of them has changed since, as the one below does.
    /// </summary>
    /// <param name="read">Of the mailing. Those that are chosen are changed here.</param>
    public async Task<IReadOnlyList<InvitationRow>> ChangeAsync(
        MailingKey mailing, IReadOnlyList<InvitationRow> read, Func<InvitationRow, bool> choose, Action<InvitationRow> change,
        CancellationToken ct)
    {
        var changed = new ChangedMailing(mailing, read, choose, change);
        if ((await UpdateAllAsync([changed], ct)).Count > 0) return await ChangeAsync(mailing, choose, change, ct);
        changed.Tell(metrics);
        return changed.Rows;
    }

    /// <summary>
    /// Reads, changes what is chosen, and writes, again and again until nobody came between. Answers what was changed. What is changed
    /// must not be chosen again.
    /// </summary>
    public async Task<IReadOnlyList<InvitationRow>> ChangeAsync(
        MailingKey mailing, Func<InvitationRow, bool> choose, Action<InvitationRow> change, CancellationToken ct)
    {
        List<InvitationRow> changed = [];
        while (true)
        {
            var rows = (await OfAsync(mailing, ct)).FindAll(row => choose(row));
            List<InvitationChange> changes = [.. rows.Select(row => new InvitationChange(row))];
            rows.ForEach(change);
            var written = await UpdateAsync(rows, ct);
            changed.AddRange(rows.Take(written));
            foreach (var one in changes.Take(written)) one.Tell(metrics);
            if (written == rows.Count) return changed;
        }
    }
}
