using Azure.Data.Tables;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Storage;

namespace Followup.Results.Counts;

/// <summary>
/// Who was asked and has answered, live. Table <c>results</c>: rows <c>month|{yyyy-MM}</c> of partition <c>{program}</c>, and their sum,
/// row
/// <c>{program}</c> of partition <c>PARTICIPATION</c>. All of it follows from other tables.
/// </summary>
/// <remarks>
/// Order of writes: the month, then the sum. Each is read, computed and written only if nobody wrote it meanwhile, else done again, so an
/// older count never covers a newer one. A crash between leaves the sum old until the message comes again.
/// </remarks>
public sealed class CountStore(Tables tables, ProgramStore programs, ProgramRows rows)
{
    private const string MonthPrefix = "month|";

    // no program's id has capital letters
    private const string Sums = "PARTICIPATION";

    public async Task RecomputeAsync(ProgramMonth month, CancellationToken ct)
    {
        if (await programs.FindAsync(month.Program, ct) is { Definition: var program })
            await StoreAsync(month, () => CountAsync(month, program, ct), ct);
    }

    /// <param name="countAsync">Called again whenever somebody else has stored the month meanwhile.</param>
    internal async Task StoreAsync(ProgramMonth month, Func<Task<Participation>> countAsync, CancellationToken ct)
    {
        while (!await ReplaceAsync(month.Program, MonthPrefix + month.MonthText, countAsync, ct)) { }
        while (!await ReplaceAsync(Sums, month.Program, () => SumAsync(month.Program, ct), ct)) { }
    }

    public async Task<Participation> ParticipationAsync(string programId, CancellationToken ct) =>
        await tables.Results.FindAsync<TableEntity>(Sums, programId, ct) is { } row
            ? ResultRow.Read<Participation>(row) ?? Participation.Empty
            : Participation.Empty;

    /// <summary>Of all programs of which anything was counted, by id.</summary>
    public async Task<IReadOnlyDictionary<string, Participation>> ParticipationsAsync(CancellationToken ct)
    {
        var all = tables.Results.RangeAsync<TableEntity>(Sums, "", ct);
        return await all.ToDictionaryAsync(
            row => row.RowKey, row => ResultRow.Read<Participation>(row) ?? Participation.Empty, cancellationToken: ct);
    }

    private async Task<Participation> CountAsync(ProgramMonth month, ProgramDefinition program, CancellationToken ct)
    {
        var responses = rows.ResponsesAsync(month, CountedProperties.OfResponses, ct)
            .Select(row => row.Key)
            .ToHashSetAsync(cancellationToken: ct)
            .AsTask();
        var asked = AskedAsync(month, ct);
        await Task.WhenAll(responses, asked);
        var (followups, invitations) = await asked;
        return followups.Count == 0 ? Participation.Empty : Counting.Of(program, followups, await responses, invitations);
    }

    private async Task<(List<FollowupRow> Followups, IReadOnlyCollection<InvitationRow> Invitations)> AskedAsync(
        ProgramMonth month, CancellationToken ct)
    {
        var followups = await rows.FollowupsAsync(month, CountedProperties.OfFollowups, ct).ToListAsync(ct);
        return (followups, await rows.InvitationsAsync(month, followups, CountedProperties.OfInvitations, ct));
    }

    private async Task<Participation> SumAsync(string programId, CancellationToken ct)
    {
        var months = tables.Results.RangeAsync<TableEntity>(programId, MonthPrefix, ct);
        return Participation.Sum(await months.Select(ResultRow.Read<Participation>).OfType<Participation>().ToListAsync(ct));
    }

    /// <param name="computeAsync">Called once the row is read that is to be replaced.</param>
    /// <returns>False where somebody else wrote the row meanwhile.</returns>
    private async Task<bool> ReplaceAsync(
        string partition, string row, Func<Task<Participation>> computeAsync, CancellationToken ct)
    {
        var before = await tables.Results.FindAsync<TableEntity>(partition, row, ct);
        // an equal row is written too: or a slower handler, with an older count, would find that nobody wrote before it
        return await tables.Results.TryReplaceAsync(ResultRow.Of(partition, row, await computeAsync()), before, ct);
    }
}
