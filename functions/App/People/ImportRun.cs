using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Http;

namespace Followup.People;

/// <summary>
/// One file on its way into the table, 500 rows at a time. What is known of it to the end are keys, and the rows that were put off.
/// </summary>
/// <param name="mode">A dry run says what would become of each row, and writes nothing.</param>
/// <param name="announce">Told of the people whose change moves what is open about them, once they are written.</param>
internal sealed class ImportRun(PersonStore people, ImportMode mode, Func<IReadOnlyCollection<PersonChanged>, Task> announce)
{
    public const int RowsInMemory = 500;

    private readonly ActiveWords words = new();
    private readonly Dictionary<string, (string Id, int Line)> ids = [];
    private readonly List<ImportCandidate> putOff = [];
    private bool? looksForLater;
    private bool mostAreNew;

    public AddressClaims Claims { get; } = new();

    /// <summary>A verdict a row; null for rows that were put off.</summary>
    public List<PersonVerdict?> Verdicts { get; } = [];

    /// <summary>Rows of active people that name a manager, or nothing for one.</summary>
    public List<NamedManager> Managers { get; } = [];

    /// <summary>Whether anything was written, or begun to be.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Order: the people, then the messages about them. A crash between costs the messages: what is due looks again.</summary>
    public async Task LeaveAsync(IReadOnlyList<PersonRow> missing, CancellationToken ct)
    {
        foreach (var person in missing) Claims.Leaves(person);
        if (mode.IsDry || missing.Count == 0) return;
        HasWritten = true;
        await missing.SelectAtOnceAsync(
            async (person, token) =>
            {
                await people.DeactivateAsync(person.Key, token);
                return true;
            },
            ct);
        await announce([.. missing.Select(person => new PersonChanged(person.Key, IsOfReports: true))]);
    }

    /// <summary>How the file writes, from rows that are read: those of the next ones, or all.</summary>
    public void Note(IEnumerable<CsvRow> rows)
    {
        foreach (var row in rows) words.Note(row["active"]);
    }

    public async Task TakeAsync(IReadOnlyList<CsvRow> rows, CancellationToken ct)
    {
        looksForLater ??= await people.HasRenamedAsync(ct);
        Note(rows);
        var read = rows.Select(Read).OfType<ImportCandidate>().ToList(); // in order: of two rows about one person the first counts
        var isNew = mostAreNew && !mode.IsDry && looksForLater == false ? await AddAsync(read, ct) : [];
        await SettleAsync([.. read.Where(one => !isNew.Contains(one))], ct);
        mostAreNew = Verdicts.TakeLast(rows.Count).Count(row => row?.Verdict == PersonVerdict.Created) > rows.Count / 2;
    }

    /// <summary>The rows that were put off, when no other follows.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        foreach (var chunk in putOff.ToList().Chunk(RowsInMemory)) await LookUpAsync(chunk, ct);
        var granted = Claims.Granted(putOff.Where(one => one.Fault is null));
        List<ImportCandidate> toWrite = [];
        foreach (var one in putOff.OrderBy(one => one.Slot))
        {
            if (one.Fault is null && granted.Contains(one)) Accept(one, toWrite);
            else Reject(one, one.Fault ?? ImportFaults.Taken(one));
        }
        await WriteAsync(toWrite, ct);
    }

    private ImportCandidate? Read(CsvRow row)
    {
        Verdicts.Add(null);
        var slot = Verdicts.Count - 1;
        if ((row.Flaw ?? row.Shortness) is { } flaw)
        {
            Verdicts[slot] = PersonVerdict.RejectedFor(
                row.Line, row["id"], CellFault.Of(flaw.Field, string.Join(" | ", row.Cells), flaw.Reason));
            return null;
        }
        var (entry, fault) = PersonReader.Read(row.Line, column => row[column], words);
        if (entry is not null && ids.ContainsKey(entry.Key)) fault = Twice(entry);
        // a row that will be refused leaves the person to the next
        else if (entry is { Faults.Count: 0 } or { Active: false }) ids.Add(entry.Key, (entry.Id, entry.Line));
        if (fault is null) return new(slot, entry!);
        Verdicts[slot] = PersonVerdict.RejectedFor(row.Line, entry?.Id ?? row["id"], fault, entry?.Warnings);
        return null;
    }

    private CellFault Twice(PersonEntry entry)
    {
        var (id, line) = ids[entry.Key];
        var how = id == entry.Id
            ? $"This id stands in the file twice, first on line {line}"
            : $"This id is that of line {line}, '{id}', because case does not count";
        return CellFault.Of("id", entry.Id, $"{how}; the first row counts. Take one of them out, or give them ids that differ by more.");
    }

    /// <summary>Saves two calls of four for each who is new, and costs two for each who is not.</summary>
    /// <returns>Those who were new.</returns>
    private async Task<HashSet<ImportCandidate>> AddAsync(IReadOnlyList<ImportCandidate> read, CancellationToken ct)
    {
        List<ImportCandidate> likely = [];
        HashSet<string> addresses = [];
        foreach (var one in read)
        {
            one.TakeAsNew();
            var isFirst = one.AddressKey is { } address && addresses.Add(address); // the first keeps it, be its person new or not
            if (isFirst && one.IsCompleteAlone && Claims.LineOfOther(one) is null) likely.Add(one);
        }
        HasWritten |= likely.Count > 0;
        var added = await likely.SelectAtOnceAsync((one, token) => people.TryAddAsync(one.Person, token), ct);
        var isNew = likely.Zip(added).Where(one => one.Second).Select(one => one.First).ToHashSet();
        foreach (var one in isNew) Accept(one, toWrite: null);
        return isNew;
    }

    private async Task SettleAsync(IReadOnlyList<ImportCandidate> candidates, CancellationToken ct)
    {
        await LookUpAsync(candidates, ct);
        List<ImportCandidate> toWrite = [];
        foreach (var one in candidates)
        {
            if (one.Fault is not null) Reject(one, one.Fault);
            else if (Claims.LineAbout(one.Key) is { } line && !one.Renames) Reject(one, ImportFaults.Same(one, line));
            else if (Claims.IsPutOff(one.Key)) Reject(one, ImportFaults.Same(one, putOff.First(other => other.Key == one.Key).Entry.Line));
            else if (Claims.LineOfOther(one) is { } other) Reject(one, ImportFaults.Shared(one, other));
            else if (Claims.LineAbout(one.Key) is not null || Claims.IsTaken(one) is null) PutOff(one);
            else if (Claims.IsTaken(one) == true) Reject(one, ImportFaults.Taken(one));
            else Accept(one, toWrite);
        }
        await WriteAsync(toWrite, ct);
    }

    private Task LookUpAsync(IReadOnlyList<ImportCandidate> candidates, CancellationToken ct) =>
        candidates.SelectAtOnceAsync(
            async (one, token) =>
            {
                await one.LookUpAsync(people, looksForLater ?? true, token);
                return true;
            },
            ct);

    private void PutOff(ImportCandidate one)
    {
        Claims.PutOff(one);
        putOff.Add(one);
    }

    private void Reject(ImportCandidate one, CellFault fault) =>
        Verdicts[one.Slot] = PersonVerdict.RejectedFor(one.Entry.Line, one.Entry.Id, fault, [.. one.Entry.Warnings, .. one.Warnings]);

    /// <param name="toWrite">Null where it is written already.</param>
    private void Accept(ImportCandidate one, List<ImportCandidate>? toWrite)
    {
        Claims.Settle(one);
        var verdict = one.Before is null ? PersonVerdict.Created : one.IsUnchanged ? PersonVerdict.Unchanged : PersonVerdict.Updated;
        IReadOnlyList<CellFault> leftOut = one.Person.Active ? [] : one.Entry.Faults;
        List<CellFault> warnings = [.. one.Entry.Warnings, .. one.Warnings, .. leftOut];
        if (mode.IsWhole && one is { Person.Active: false, Entry.Active: null }) warnings.Add(CellFault.StaysAway);
        Verdicts[one.Slot] = new(one.Entry.Line, one.Entry.Id, verdict, Warnings: warnings.Count > 0 ? warnings : null);
        if (verdict != PersonVerdict.Unchanged) toWrite?.Add(one);
        if (one.Person.Active && NamedManager.Of(one) is { } manager) Managers.Add(manager);
    }

    private async Task WriteAsync(IReadOnlyList<ImportCandidate> candidates, CancellationToken ct)
    {
        if (mode.IsDry || candidates.Count == 0) return;
        HasWritten = true;
        looksForLater |= candidates.Any(one => one.Renames);
        await candidates.SelectAtOnceAsync(
            async (one, token) =>
            {
                await people.SaveAsync(one.Person, one.Before, token, one.HasAddress && !Claims.IsSomebodyElses(one));
                return true;
            },
            ct);
        await announce(
        [
            .. from one in candidates
               where one.Before is { } before && one.Person.MovesFrom(before)
               select new PersonChanged(one.Key, one.Person.MovesReportsFrom(one.Before!)),
        ]);
    }
}
