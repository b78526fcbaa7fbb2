using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Followup.People;

/// <summary>
/// Brings people in as HR has them, row by row, 500 in memory at a time; importing the same file again changes nothing. A file that breaks
/// is taken up to the row that does.
/// </summary>
public sealed partial class PeopleImport(PersonStore people, WorklistStore worklist, Queues queues, ILogger<PeopleImport> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Order: those missing from a whole file are deactivated, the rows are written as they come, then those that were put off, then the
    /// worklist's entries, then the message that has the worklist settled. A crash between any two is mended by the same file again.
    /// </summary>
    public async Task<ImportOutcome> ImportAsync(CsvTable table, CancellationToken ct, ImportMode? mode = null)
    {
        mode ??= new();
        var run = new ImportRun(people, mode, TellAsync);
        await using var rows = table.RowsAsync(ct).GetAsyncEnumerator(ct);
        try
        {
            return mode.IsWhole ? await TakeWholeAsync(run, rows, mode, ct) : await TakeAsync(run, rows, mode, ct);
        }
        finally
        {
            // an import that broke off may have changed people too
            if (run.HasWritten) await SendAsync(token => queues.People.SendMessageAsync(PeopleImported.Encode(), token));
        }
    }

    private async Task<ImportOutcome> TakeAsync(ImportRun run, IAsyncEnumerator<CsvRow> rows, ImportMode mode, CancellationToken ct)
    {
        List<CsvRow> chunk = [];
        ImportOutcome end;
        do
        {
            chunk.Clear();
            end = await ReadAsync(rows, chunk, ImportRun.RowsInMemory);
            await run.TakeAsync(chunk, ct);
        }
        while (end.Error is null && chunk.Count == ImportRun.RowsInMemory);
        return end with { Rows = await EndAsync(run, mode, ct) };
    }

    /// <summary>Nothing is written before the file is read to its end and it is decided who is missing.</summary>
    private async Task<ImportOutcome> TakeWholeAsync(ImportRun run, IAsyncEnumerator<CsvRow> rows, ImportMode mode, CancellationToken ct)
    {
        List<CsvRow> all = [];
        var end = await ReadAsync(rows, all, int.MaxValue);
        if (end.Error is not null) return end;
        if (all.Count == 0) return end with { Error = new("file", "The file lists nobody; a whole file lists everybody who is active.") };
        var (missing, active) = await WholeFile.MissingAsync(people, all, ct);
        end = end with { Missing = [.. missing.Select(person => new MissingPerson(person.Id, person.Name))], ActiveBefore = active };
        if (!mode.IsConfirmed && missing.Count > active * WholeFile.MostMissing)
        {
            var reason = $"{missing.Count} of {active} active people are missing from the file, which is more than a tenth; if they have "
                + "left, send it again with confirm=true.";
            if (!mode.IsDry) return end with { Error = new("confirm", reason) };
            end = end with { NeedsConfirmation = new("confirm", reason) };
        }
        run.Note(all);
        await run.LeaveAsync(missing, ct);
        foreach (var chunk in all.Chunk(ImportRun.RowsInMemory)) await run.TakeAsync(chunk, ct);
        return end with { Rows = await EndAsync(run, mode, ct) };
    }

    private async Task<IReadOnlyList<PersonVerdict>> EndAsync(ImportRun run, ImportMode mode, CancellationToken ct)
    {
        await run.EndAsync(ct);
        await new ManagerCheck(people, worklist).CheckAsync(run, mode.IsDry, ct);
        return [.. run.Verdicts.OfType<PersonVerdict>()];
    }

    /// <summary>Adds rows until there are so many, or the file ends, or breaks.</summary>
    /// <returns>Why it broke; no error where it did not.</returns>
    private static async Task<ImportOutcome> ReadAsync(IAsyncEnumerator<CsvRow> rows, List<CsvRow> read, int most)
    {
        try
        {
            while (read.Count < most && await rows.MoveNextAsync()) read.Add(rows.Current);
            return new([]);
        }
        catch (CsvBrokenException e)
        {
            return new([]) { Error = new("file", e.Message), Line = e.Line };
        }
        catch (BadHttpRequestException)
        {
            return new([]) { Error = Problems.TooLarge };
        }
    }

    private Task TellAsync(IReadOnlyCollection<PersonChanged> changed) =>
        changed.Count == 0
            ? Task.CompletedTask
            : SendAsync(token => queues.People.SendAllAsync(changed.Select(PersonChanged.Encode), token));

    /// <summary>
    /// A bus that is away costs some hours: what is due looks at the people again, and a timer settles the worklist as well, so no import
    /// fails for it.
    /// </summary>
    private async Task SendAsync(Func<CancellationToken, Task> send)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await send(limit.Token);
        }
        // away, full, or closed to us: whatever it is
        catch (Exception e)
        {
            Log.NotAnnounced(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "People were imported; what follows from it is done some hours later, because the bus could not be told ({Reason}).")]
        public static partial void NotAnnounced(ILogger logger, string reason);
    }
}
