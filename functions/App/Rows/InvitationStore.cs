using Azure.Data.Tables;
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

    /// <summary>
    /// Whether its key is the first of its mailing, so that one alarm a mailing is set and not one an invitation. Rows only ever come in,
    /// so whichever is first in the end was first when its own handler looked, after storing it: at least one handler always sets the
    /// alarm.
    /// </summary>
    public async Task<bool> IsFirstAsync(InvitationRow row, CancellationToken ct)
    {
        var ofMailing = tables.Invitations.RangeAsync<InvitationRow>(row.PartitionKey, row.Mailing.RowPrefix, ct);
        return (await ofMailing.FirstAsync(ct)).RowKey == row.RowKey;
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
        try
        {
            foreach (var chunk in rows.Chunk(100))
            {
                await tables.Invitations.SubmitTransactionAsync(
                    chunk.Select(row => new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag)), ct);
                written += chunk.Length;
            }
        }
        catch (TableTransactionFailedException e) when (e.Status is 412 or 404)
        {
        }
        return written;
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
