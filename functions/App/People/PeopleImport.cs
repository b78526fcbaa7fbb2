using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging;

namespace Followup.People;

/// <summary>What became of one row.</summary>
/// <param name="Verdict">created, updated, unchanged or rejected; with a rejection, the column and why.</param>
public sealed record PersonVerdict(int Line, string? Id, string Verdict, string? Field = null, string? Reason = null);

/// <summary>Brings people in as HR has them, row by row, 500 in memory at a time; importing the same file again changes nothing.</summary>
public sealed partial class PeopleImport(PersonStore people, Queues queues, ILogger<PeopleImport> logger)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<PersonVerdict>> ImportAsync(CsvTable table, CancellationToken ct)
    {
        List<PersonVerdict> verdicts = [];
        HashSet<string> ids = [], addresses = [];
        await foreach (var rows in table.RowsAsync().Chunk(500).WithCancellation(ct))
        {
            // read in order, so that of two rows about one person the first counts
            var read = Array.ConvertAll(rows, row => ReadOnce(row, ids, addresses));
            var said = new PersonVerdict[rows.Length];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, rows.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (i, token) =>
                {
                    var (verdict, error) = read[i].Person is { } person ? await SaveAsync(person, token) : ("rejected", read[i].Error);
                    said[i] = new(rows[i].Line, rows[i]["id"], verdict, error?.Field, error?.Reason);
                });
            verdicts.AddRange(said);
        }
        await AnnounceAsync(ct);
        return verdicts;
    }

    /// <summary>
    /// Order: the people, then the message that has the worklist settled. A crash between, or a bus that is away, costs some hours: a timer
    /// settles it as well, so no import fails for it.
    /// </summary>
    private async Task AnnounceAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await queues.People.SendMessageAsync(PeopleImported.Encode(), limit.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotAnnounced(logger, e.Message);
        }
    }

    private static (PersonRow? Person, FieldError? Error) ReadOnce(CsvRow row, HashSet<string> ids, HashSet<string> addresses)
    {
        if (row.Flaw is { } flaw) return (null, flaw);
        var (person, error) = PersonReader.Read(column => row[column]);
        if (person is null) return (null, error);
        if (!ids.Add(person.Key)) return (null, new("id", "This id stands in the file twice; the first row counts."));
        if (!addresses.Add(PersonKey.Of(person.Email))) return (null, new("email", "This address stands in the file twice; the first row counts."));
        return (person, null);
    }

    private async Task<(string Verdict, FieldError? Error)> SaveAsync(PersonRow person, CancellationToken ct)
    {
        var before = await people.FindAsync(person.Key, ct);
        if (before is not null && person.SaysTheSameAs(before) && await people.OwnerOfAsync(person.Email, ct) == person.Key) return ("unchanged", null);
        if (await people.OwnerOfAsync(person.Email, ct) is { } owner && owner != person.Key
            && await people.FindAsync(owner, ct) is { } other && PersonKey.Of(other.Email) == PersonKey.Of(person.Email))
            return ("rejected", new("email", "This address belongs to another person; give that one another address first."));
        await people.SaveAsync(person, before, ct);
        return (before is null ? "created" : "updated", null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "People were imported; the worklist is settled some hours later, because the bus could not be told ({Reason}).")]
        public static partial void NotAnnounced(ILogger logger, string reason);
    }
}
