using Azure.Data.Tables;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Storage;

namespace Followup.Results.Counts;

/// <summary>
/// Table <c>results</c>: partition <c>{program}</c> with rows <c>{yyyy-MM}|{wave}</c> (cells), <c>{yyyy-MM}|{wave}|comments</c> and
/// <c>margins</c>; partition <c>OVERVIEW</c> with a row a program. All of it follows from other tables.
/// </summary>
/// <remarks>
/// Order of writes: the month, in one transaction; then margins; then overview. Each is read, computed and written only if nobody wrote
/// it meanwhile, else done again, so an older count never covers a newer one. A crash between two writes leaves the later ones undone
/// until the message comes again.
/// </remarks>
public sealed class CountStore(Tables tables, ProgramStore programs, ProgramRows rows, TimeProvider time)
{
    // no program's id has capital letters
    private const string Overview = "OVERVIEW";
    private const string Margins = "margins";
    private const string ChangedAt = "ChangedAt";

    public async Task RecomputeAsync(ProgramMonth month, CancellationToken ct)
    {
        if (await programs.FindAsync(month.Program, ct) is { Definition: var program })
            await StoreAsync(month, program, () => CountAsync(month, program, ct), ct);
    }

    /// <param name="countAsync">Called again whenever somebody else has stored the month meanwhile.</param>
    internal async Task StoreAsync(
        ProgramMonth month, ProgramDefinition program, Func<Task<IReadOnlyList<WaveOfMonth>>> countAsync, CancellationToken ct)
    {
        while (!await WriteMonthAsync(month, program, countAsync, ct)) { }
        while (!await WriteSummariesAsync(month.Program, program, ct)) { }
    }

    public async Task<(ProgramMargins Margins, DateTimeOffset? ChangedAt)> MarginsAsync(string programId, CancellationToken ct)
    {
        if (await tables.Results.FindAsync<TableEntity>(programId, Margins, ct) is not { } row) return (ProgramMargins.Empty, null);
        if (ResultRow.Read<ProgramMargins>(row) is not { } margins) return (ProgramMargins.Empty, null);
        return (margins, row.GetDateTimeOffset(ChangedAt));
    }

    /// <summary>The months of all programs, by program.</summary>
    public async Task<IReadOnlyDictionary<string, (ProgramMargins Margins, DateTimeOffset ChangedAt)>> OverviewAsync(CancellationToken ct)
    {
        Dictionary<string, (ProgramMargins, DateTimeOffset)> all = [];
        await foreach (var row in tables.Results.RangeAsync<TableEntity>(Overview, "", ct))
        {
            if (ResultRow.Read<ProgramOverview>(row) is not { } overview) continue;
            all[row.RowKey] = (overview.Margins, row.GetDateTimeOffset(ChangedAt)!.Value);
        }
        return all;
    }

    /// <summary>What people wrote in a wave of a program's months, the latest month first.</summary>
    public async Task<IReadOnlyList<Comment>> CommentsAsync(string programId, string wave, CancellationToken ct)
    {
        List<(string Month, StoredComments Stored)> months = [];
        await foreach (var row in RowsHolding<StoredComments>(programId, ct))
        {
            if (WaveOf(row) != wave) continue;
            if (ResultRow.Read<StoredComments>(row) is { } stored) months.Add((MonthOf(row), stored));
        }
        var latestFirst = months.OrderByDescending(month => month.Month, StringComparer.Ordinal);
        return [.. latestFirst.SelectMany(month => month.Stored.Comments).Take(Counting.MostComments)];
    }

    private async Task<IReadOnlyList<WaveOfMonth>> CountAsync(ProgramMonth month, ProgramDefinition program, CancellationToken ct)
    {
        var responses = rows.ResponsesAsync(month, CountedProperties.OfResponses, ct).ToListAsync(ct).AsTask();
        var asked = AskedAsync(month, ct);
        await Task.WhenAll(responses, asked);
        var (followups, invitations) = await asked;
        return followups.Count == 0 ? [] : Counting.Of(program, followups, await responses, invitations);
    }

    private async Task<(List<FollowupRow> Followups, IReadOnlyCollection<InvitationRow> Invitations)> AskedAsync(
        ProgramMonth month, CancellationToken ct)
    {
        var followups = await rows.FollowupsAsync(month, CountedProperties.OfFollowups, ct).ToListAsync(ct);
        return (followups, await rows.InvitationsAsync(month, followups, CountedProperties.OfInvitations, ct));
    }

    /// <param name="countAsync">Called once the rows are read that are to be replaced.</param>
    /// <returns>False where somebody else wrote the month meanwhile.</returns>
    private async Task<bool> WriteMonthAsync(
        ProgramMonth month, ProgramDefinition program, Func<Task<IReadOnlyList<WaveOfMonth>>> countAsync, CancellationToken ct)
    {
        var before = await tables.Results
            .RangeAsync<TableEntity>(month.Program, $"{month.MonthText}|", ct)
            .ToDictionaryAsync(row => row.RowKey, cancellationToken: ct);
        string[] outcomes = [.. program.Outcomes.Select(outcome => outcome.Id)];
        List<TableEntity> after = [];
        foreach (var wave in await countAsync())
        {
            var key = $"{month.MonthText}|{wave.Wave}";
            after.Add(ResultRow.Of(month.Program, key, new StoredCells(outcomes, wave.Cells, wave.Fingerprint)));
            if (wave.Comments.Count == 0) continue;
            after.Add(ResultRow.Of(month.Program, $"{key}|comments", new StoredComments(wave.Comments)));
        }
        return await WriteAsync(before, after, ct);
    }

    /// <returns>False where somebody else wrote the margins or the overview meanwhile.</returns>
    private async Task<bool> WriteSummariesAsync(string programId, ProgramDefinition program, CancellationToken ct)
    {
        // read before the cells: whoever stores cells that are missed below writes these rows too, either before this write, which is then
        // refused, or after it, with all cells
        var marginsBefore = await ExistingAsync(programId, Margins, ct);
        var overviewBefore = await ExistingAsync(Overview, programId, ct);
        List<(string, string, StoredCells)> groups = [];
        await foreach (var row in RowsHolding<StoredCells>(programId, ct))
        {
            if (ResultRow.Read<StoredCells>(row) is { } stored) groups.Add((MonthOf(row), WaveOf(row), stored));
        }
        var margins = ProgramMargins.Of(program, groups);
        var overview = ProgramOverview.Of(margins);
        return await WriteAsync(marginsBefore, [ResultRow.Of(programId, Margins, margins)], ct)
            && await WriteAsync(overviewBefore, [ResultRow.Of(Overview, programId, overview)], ct);
    }

    private IAsyncEnumerable<TableEntity> RowsHolding<T>(string programId, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {programId} and Holds eq {typeof(T).Name}");
        return tables.Results.QueryAsync<TableEntity>(filter, cancellationToken: ct);
    }

    private async Task<Dictionary<string, TableEntity>> ExistingAsync(string partition, string row, CancellationToken ct) =>
        await tables.Results.FindAsync<TableEntity>(partition, row, ct) is { } found ? new() { [row] = found } : [];

    /// <summary>Replaces rows of one partition by those they are to be.</summary>
    /// <param name="before">The rows as they were read.</param>
    /// <returns>False where somebody wrote one of them since it was read.</returns>
    private async Task<bool> WriteAsync(Dictionary<string, TableEntity> before, List<TableEntity> after, CancellationToken ct)
    {
        List<TableTransactionAction> changes = [];
        foreach (var row in after)
        {
            if (before.Remove(row.RowKey, out var old))
            {
                row[ChangedAt] = ResultRow.IsSame(old, row) ? old[ChangedAt] : time.GetUtcNow();
                // an equal row is written too: or a slower handler, with an older count, would find that nobody wrote before it
                changes.Add(new(TableTransactionActionType.UpdateReplace, row, old.ETag));
            }
            else
            {
                row[ChangedAt] = time.GetUtcNow();
                changes.Add(new(TableTransactionActionType.Add, row));
            }
        }
        foreach (var gone in before.Values) changes.Add(new(TableTransactionActionType.Delete, gone, gone.ETag));
        if (changes.Count == 0) return true;

        try
        {
            await tables.Results.SubmitTransactionAsync(changes, ct);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static string MonthOf(TableEntity row) => row.RowKey.Split('|')[0];

    private static string WaveOf(TableEntity row) => row.RowKey.Split('|')[1];
}
