using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Calls;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging;

namespace Followup.People;

/// <summary>What became of one row.</summary>
/// <param name="Verdict">created, updated, unchanged or rejected.</param>
/// <param name="Field">The column that a row was rejected for.</param>
/// <param name="Reason">Why a row was rejected.</param>
public sealed record PersonVerdict(int Line, string? Id, string Verdict, string? Field = null, string? Reason = null);

/// <summary>Brings people in as HR has them, row by row, 500 in memory at a time; importing the same file again changes nothing.</summary>
public sealed partial class PeopleImport(PersonStore people, Queues queues, ILogger<PeopleImport> logger)
{
    private const string Created = "created", Updated = "updated", Unchanged = "unchanged", Rejected = "rejected";

    private const int RowsInMemory = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<PersonVerdict>> ImportAsync(CsvTable table, CancellationToken ct)
    {
        List<PersonVerdict> verdicts = [];
        HashSet<string> ids = [], addresses = [];
        var (hasBegun, mostAreNew) = (false, false);
        try
        {
            await foreach (var rows in table.RowsAsync().Chunk(RowsInMemory).WithCancellation(ct))
            {
                // read in order, so that of two rows about one person the first counts
                var read = Array.ConvertAll(rows, row => ReadOnce(row, ids, addresses));
                hasBegun = true;
                var saved = await SaveAllAsync(rows, read, mostAreNew, ct);
                mostAreNew = saved.Count(row => row.Verdict == Created) > saved.Length / 2;
                verdicts.AddRange(saved);
            }
        }
        finally
        {
            // an import that broke off may have changed people too
            if (hasBegun) await AnnounceAsync();
        }
        return verdicts;
    }

    /// <summary>
    /// Order: the people, then the message that has the worklist settled. A crash between, or a bus that is away, costs some hours: a timer
    /// settles it as well, so no import fails for it.
    /// </summary>
    private async Task AnnounceAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await queues.People.SendMessageAsync(PeopleImported.Encode(), limit.Token);
        }
        // away, full, or closed to us: whatever it is
        catch (Exception e)
        {
            Log.NotAnnounced(logger, e.Message);
        }
    }

    /// <param name="mostAreNew">Saves two calls of four for each who is new, and costs two for each who is not.</param>
    private Task<PersonVerdict[]> SaveAllAsync(
        CsvRow[] rows, (PersonRow? Person, FieldError? Error)[] read, bool mostAreNew, CancellationToken ct) =>
        rows.Zip(read).ToList().SelectAtOnceAsync(
            async (of, token) =>
            {
                var (row, (person, error)) = of;
                var verdict = Rejected;
                if (person is not null) (verdict, error) = await SaveAsync(person, mostAreNew, token);
                return new PersonVerdict(row.Line, row["id"], verdict, error?.Field, error?.Reason);
            },
            ct);

    /// <param name="ids">Keys of the people read so far.</param>
    /// <param name="addresses">Keys of the addresses read so far.</param>
    private static (PersonRow? Person, FieldError? Error) ReadOnce(CsvRow row, HashSet<string> ids, HashSet<string> addresses)
    {
        if (row.Flaw is { } flaw) return (null, flaw);
        var (person, error) = PersonReader.Read(column => row[column]);
        if (person is null) return (null, error);
        if (!ids.Add(person.Key))
            return (null, new("id", "This id stands in the file twice; the first row counts."));
        if (!addresses.Add(PersonKey.Of(person.Email)))
            return (null, new("email", "This address stands in the file twice; the first row counts."));
        return (person, null);
    }

    private async Task<(string Verdict, FieldError? Error)> SaveAsync(PersonRow person, bool isLikelyNew, CancellationToken ct)
    {
        if (isLikelyNew && await people.TryAddAsync(person, ct)) return (Created, null);
        var before = await people.FindAsync(person.Key, ct);
        var owner = await people.OwnerOfAsync(person.Email, ct);
        if (before is not null && person.SaysTheSameAs(before) && owner == person.Key) return (Unchanged, null);
        if (owner is not null && owner != person.Key && await IsStillAddressOfAsync(owner, person.Email, ct))
            return (Rejected, new("email", "This address belongs to another person; give that one another address first."));
        await people.SaveAsync(person, before, ct);
        return (before is null ? Created : Updated, null);
    }

    private async Task<bool> IsStillAddressOfAsync(string personKey, string address, CancellationToken ct) =>
        await people.FindAsync(personKey, ct) is { } person && PersonKey.Of(person.Email) == PersonKey.Of(address);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "People were imported; the worklist is settled some hours later, because the bus could not be told ({Reason}).")]
        public static partial void NotAnnounced(ILogger logger, string reason);
    }
}
