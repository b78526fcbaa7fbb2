using Azure.Data.Tables;
using Followup.Results.Counts;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results.Rounds;

/// <summary>
/// Rounds as they were held. Table <c>results</c>, partition <c>{program}</c>: rows <c>stream|{id}</c> (how far a stream is),
/// <c>round|{id}|{number}</c> (what a round counted; only ever added) and <c>totals</c> (their sums); partition <c>OVERVIEW</c>: the totals
/// of each program again, without its groups. Streams and rounds follow from no other table: what is lost of them is lost.
/// </summary>
public sealed class RoundStore(Tables tables)
{
    // no program's id has capital letters
    private const string Overview = "OVERVIEW";
    private const string Totals = "totals", StreamPrefix = "stream|", RoundPrefix = "round|";

    // in table programs, beside partition program
    private const string Marks = "rounds", MarkedDay = "Day";

    /// <summary>
    /// Notes in table <c>programs</c> that a day's rounds are begun: of a table <c>results</c> that was lost, or brought back from an older
    /// copy, it is known then what may have been told already.
    /// </summary>
    public Task MarkAsync(string programId, LocalDate day, CancellationToken ct) => tables.Programs.UpsertEntityAsync(
        new TableEntity(Marks, programId) { [MarkedDay] = LocalDateText.Iso(day) }, TableUpdateMode.Replace, ct);

    /// <summary>The last day of which rounds were begun; null where none ever were.</summary>
    public async Task<LocalDate?> MarkedAsync(string programId, CancellationToken ct) =>
        await tables.Programs.FindAsync<TableEntity>(Marks, programId, ct) is { } row
            ? LocalDatePattern.Iso.Parse(row.GetString(MarkedDay)).Value
            : null;

    /// <summary>The rows of streams by id, as they were read.</summary>
    public async Task<IReadOnlyDictionary<string, (StreamState State, TableEntity Row)>> StreamsAsync(
        string programId, CancellationToken ct)
    {
        var rows = tables.Results.RangeAsync<TableEntity>(programId, StreamPrefix, ct);
        return await rows
            .Select(row => (State: ResultRow.Read<StreamState>(row), Row: row))
            .Where(stream => stream.State is not null)
            .ToDictionaryAsync(stream => stream.State!.Key.Id, stream => (stream.State!, stream.Row), cancellationToken: ct);
    }

    public async Task<IReadOnlyList<Round>> RoundsAsync(string programId, CancellationToken ct) =>
        await tables.Results
            .RangeAsync<TableEntity>(programId, RoundPrefix, ct)
            .Select(ResultRow.Read<Round>)
            .OfType<Round>()
            .ToListAsync(ct);

    /// <summary>
    /// Writes what a day changes, each stream in one transaction: its round is added, and its row replaced as it was read; with the others
    /// also the rows of the groups that move in.
    /// </summary>
    /// <param name="before">As they were read.</param>
    /// <returns>False where somebody else changed one of the streams meanwhile: that one is not written, others are.</returns>
    public async Task<bool> WriteAsync(
        string programId, IReadOnlyDictionary<string, (StreamState State, TableEntity Row)> before, IEnumerable<RoundChange> changes,
        CancellationToken ct)
    {
        var isWritten = true;
        foreach (var change in changes) isWritten &= await WriteAsync(programId, before, change, ct);
        return isWritten;
    }

    /// <summary>
    /// Takes a person out of who waits: the places of answers about them, and of theirs, stay under a random id. Called once the answers
    /// are gone; what a round at that moment still writes, the next round day clears.
    /// </summary>
    /// <param name="stranger">The random id: one for all answers of the person, which stay those of one.</param>
    /// <param name="isAbout">Whether a response is about the person.</param>
    public async Task ForgetAsync(string programId, string person, string stranger, Func<string, bool> isAbout, CancellationToken ct)
    {
        while (true)
        {
            var isWritten = true;
            foreach (var (state, row) in (await StreamsAsync(programId, ct)).Values)
            {
                Place[] places = [.. state.Waiting.Select(Forget)];
                if (places.SequenceEqual(state.Waiting)) continue;
                var changed = ResultRow.Of(programId, row.RowKey, state with { Waiting = places });
                isWritten &= await tables.Results.TryReplaceAsync(changed, row, ct);
            }
            if (isWritten) return;
        }

        Place Forget(Place place) => new(
            place.Person == person ? stranger : place.Person,
            place.Response is { } response && isAbout(response) ? null : place.Response);
    }

    public async Task<ProgramTotals> TotalsAsync(string programId, CancellationToken ct) =>
        await FindTotalsAsync(programId, ct) ?? ProgramTotals.Empty;

    /// <summary>Null before any round day of the program is begun, and where the table was lost.</summary>
    public async Task<ProgramTotals?> FindTotalsAsync(string programId, CancellationToken ct) =>
        await tables.Results.FindAsync<TableEntity>(programId, Totals, ct) is { } row
            ? ResultRow.Read<ProgramTotals>(row) ?? ProgramTotals.Empty
            : null;

    /// <summary>Writes totals of nothing, before the first mark of a day: a mark without them tells that the table was lost.</summary>
    public async Task<ProgramTotals> BeginAsync(string programId, DateTimeOffset lostUntil, CancellationToken ct)
    {
        await tables.Results.TryAddAsync(ResultRow.Of(programId, Totals, ProgramTotals.Empty with { LostUntil = lostUntil }), ct);
        return await TotalsAsync(programId, ct);
    }

    /// <summary>The totals of all programs, without their groups, by program.</summary>
    public async Task<IReadOnlyDictionary<string, ProgramTotals>> OverviewAsync(CancellationToken ct)
    {
        var rows = tables.Results.RangeAsync<TableEntity>(Overview, "", ct);
        return await rows.ToDictionaryAsync(
            row => row.RowKey, row => ResultRow.Read<ProgramTotals>(row) ?? ProgramTotals.Empty, cancellationToken: ct);
    }

    /// <summary>
    /// Order: the overview, then the totals, which say that the day is done. A crash between leaves the totals a round behind until the
    /// same day is held again. Each is written only if nobody wrote it since it was computed, else done again.
    /// </summary>
    public async Task SaveTotalsAsync(string programId, Func<Task<ProgramTotals>> computeAsync, CancellationToken ct)
    {
        while (!await ReplaceAsync(Overview, programId, async () => OverviewOf(await computeAsync()), ct)) { }
        while (!await ReplaceAsync(programId, Totals, computeAsync, ct)) { }
    }

    private async Task<bool> ReplaceAsync(string partition, string row, Func<Task<ProgramTotals>> computeAsync, CancellationToken ct)
    {
        var before = await tables.Results.FindAsync<TableEntity>(partition, row, ct);
        return await tables.Results.TryReplaceAsync(ResultRow.Of(partition, row, await computeAsync()), before, ct);
    }

    private static ProgramTotals OverviewOf(ProgramTotals totals) => totals with
    {
        Departments = [],
        Roles = [],
        Audiences = [.. totals.Audiences.Select(WithoutGroups)],
    };

    /// <summary>All groups as one.</summary>
    private static AudienceTotals WithoutGroups(AudienceTotals totals)
    {
        var tallies = totals.Rounds.SelectMany(day => day.Tallies);
        var sums = tallies
            .GroupBy(tally => (tally.Wording, tally.HasEarlier))
            .Select(wording => wording.First() with
            {
                Tally = Tally.Sum(wording.First().Tally.Outcomes, wording.Select(tally => tally.Tally)),
            });
        var all = new GroupTotals(Rows.CountsIn.Everybody, "", [], totals.Asked, totals.Answered, [.. sums], []);
        return totals with { Groups = [all] };
    }

    private async Task<bool> WriteAsync(
        string programId, IReadOnlyDictionary<string, (StreamState State, TableEntity Row)> before, RoundChange change,
        CancellationToken ct)
    {
        List<TableTransactionAction> actions = [.. change.Left.Select(StreamAction)];
        actions.Add(StreamAction(change.State));
        if (change.Round is { } round)
        {
            var key = $"{RoundPrefix}{round.Stream.Id}|{round.Number:0000}";
            actions.Add(new(TableTransactionActionType.Add, ResultRow.Of(programId, key, round)));
        }
        try
        {
            await tables.Results.SubmitTransactionAsync(actions, ct);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }

        TableTransactionAction StreamAction(StreamState state)
        {
            var row = ResultRow.Of(programId, StreamPrefix + state.Key.Id, state);
            return before.TryGetValue(state.Key.Id, out var read)
                ? new(TableTransactionActionType.UpdateReplace, row, read.Row.ETag)
                : new(TableTransactionActionType.Add, row);
        }
    }
}
