using Azure;
using Azure.Data.Tables;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Text;

namespace Followup.Completions;

/// <summary>What became of opening a follow-up.</summary>
/// <param name="IsNew">Whether it was opened; else <paramref name="Followup"/> is the one that stands in its way.</param>
public sealed record Opening(bool IsNew, FollowupRow Followup);

/// <summary>
/// At most one open follow-up of a program a learner. The row <c>open|{program}</c> in the learner's partition of table <c>people</c>
/// names the day of its completion. Order: the follow-up's row, then this one. Of two completions at once both store their row, one wins
/// this one, and the other finds the winner's row and takes its own back. A crash between leaves rows <c>Received</c> that nothing
/// refers to, of a whole request at most: until they are sent again, or for good where another follow-up of the learner is open by then.
/// Such a row asks nobody, and counts as completed.
/// </summary>
public sealed class OpenFollowups(Tables tables, TimeProvider time)
{
    private const string CompletedOn = nameof(CompletedOn);

    private const string Prefix = "open|";

    /// <summary>The row in a learner's partition that names the open follow-up of a program.</summary>
    public static string RowOf(string programId) => $"{Prefix}{programId}";

    /// <summary>The follow-ups that a learner's rows name.</summary>
    public static IEnumerable<FollowupKey> KeptOf(string learnerKey, PersonRows rows) =>
        rows.Starting(Prefix).Select(row => new FollowupKey(row.RowKey[Prefix.Length..], learnerKey, DayIn(row)));

    /// <summary>
    /// Stores the follow-ups, those of a month and program a hundred at a time; but none of which one of the same day is there, or another
    /// of the program and learner is still open.
    /// </summary>
    /// <param name="followups">No two of one program and learner, each with the row that names the open one, as read a moment ago.</param>
    /// <returns>In the same order.</returns>
    public async Task<IReadOnlyList<Opening>> OpenAllAsync(
        IReadOnlyList<(FollowupRow Row, TableEntity? Named)> followups, CancellationToken ct)
    {
        // one that is named was stored before
        var rows = followups.Where(one => one.Named is null || DayIn(one.Named) != one.Row.Key.CompletedOn).Select(one => one.Row);
        var stored = await tables.Followups.AddMissingAsync(rows, ct);
        return await followups.SelectAtOnceAsync((one, token) => OpenAsync(one.Row, stored.Contains(one.Row), one.Named, token), ct);
    }

    /// <summary>Stores the follow-up, unless one of the same day is there, or another of the program and learner is still open.</summary>
    public async Task<Opening> OpenAsync(FollowupRow row, CancellationToken ct)
    {
        var isStored = await tables.Followups.TryAddAsync(row, ct);
        return await OpenAsync(row, isStored, await NamedAsync(row.Key, ct), ct);
    }

    private async Task<Opening> OpenAsync(FollowupRow row, bool isStored, TableEntity? named, CancellationToken ct)
    {
        var same = isStored ? null : await FindAsync(row.Key, ct);
        if (!isStored && same is null) return await OpenAsync(row, ct); // erased in between
        if (same is not null and not { State: FollowupState.Received }) return new(IsNew: false, same);

        if (await WinAsync(row.Key, named, ct) is { } other)
        {
            if (isStored) await tables.Followups.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, ct);
            return new(IsNew: false, other);
        }
        return same is null ? new(IsNew: true, row) : new(IsNew: false, same);
    }

    /// <summary>Names this follow-up the open one of its program and learner.</summary>
    /// <param name="named">The row that names one, as read before.</param>
    /// <returns>Null where it is; else the one that is open already.</returns>
    private async Task<FollowupRow?> WinAsync(FollowupKey key, TableEntity? named, CancellationToken ct)
    {
        for (; ; named = await NamedAsync(key, ct))
        {
            if (named is not null)
            {
                var other = key with { CompletedOn = DayIn(named) };
                if (other == key) return null;
                if (await FindAsync(other, ct) is { } found && found.OpenUntil > time.GetUtcNow()) return found;
            }
            var entity = new TableEntity(key.LearnerKey, RowOf(key.ProgramId)) { [CompletedOn] = LocalDateText.Iso(key.CompletedOn) };
            try
            {
                if (named is null) await tables.People.AddEntityAsync(entity, ct);
                else await tables.People.UpdateEntityAsync(entity, named.ETag, TableUpdateMode.Replace, ct);
                return null;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // another completion came between: it is the open one now, or has ended already
            }
        }
    }

    private static LocalDate DayIn(TableEntity named) => LocalDatePattern.Iso.Parse(named.GetString(CompletedOn)).GetValueOrThrow();

    private Task<TableEntity?> NamedAsync(FollowupKey key, CancellationToken ct) =>
        tables.People.FindAsync<TableEntity>(key.LearnerKey, RowOf(key.ProgramId), ct);

    private Task<FollowupRow?> FindAsync(FollowupKey key, CancellationToken ct) =>
        tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
}
