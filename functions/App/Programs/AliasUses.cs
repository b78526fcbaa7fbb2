using System.Collections.Concurrent;
using Azure.Data.Tables;
using Followup.Shared.Calls;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Followup.Programs;

/// <summary>
/// Which aliases completions come in under, so that nobody drops one that a learning system still uses and is not told. Table
/// <c>programs</c>, partition <c>alias</c>, a row an alias; written at most once a day for each by an instance of the app.
/// </summary>
public sealed class AliasUses(Tables tables, TimeProvider time)
{
    private const string Partition = "alias", Alias = nameof(Alias), Program = nameof(Program), LastOn = nameof(LastOn);
    private const int DaysOfUse = 90;

    private readonly ConcurrentDictionary<string, LocalDate> noted = new(StringComparer.OrdinalIgnoreCase);

    private LocalDate Today => time.GetUtcNow().ToInstant().InUtc().Date;

    /// <param name="uses">A program, and what it was called by.</param>
    public async Task NoteAsync(IEnumerable<(StoredProgram Program, string Name)> uses, CancellationToken ct)
    {
        var today = Today;
        var toNote = uses
            .Where(use => !use.Name.Equals(use.Program.Id, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(use => use.Name, StringComparer.OrdinalIgnoreCase)
            .Where(use => noted.GetValueOrDefault(use.Name) != today)
            .ToList();
        await toNote.SelectAtOnceAsync(
            async (use, token) =>
            {
                var row = new TableEntity(Partition, PersonKey.Of(use.Name))
                {
                    [Program] = use.Program.Id,
                    [Alias] = use.Name,
                    [LastOn] = LocalDateText.Iso(today),
                };
                await tables.Programs.UpsertEntityAsync(row, TableUpdateMode.Replace, token);
                return noted[use.Name] = today;
            },
            ct);
    }

    /// <summary>The aliases that a program has not, and under which completions of it came in lately.</summary>
    public async Task<IReadOnlyList<FieldError>> WarningsAsync(string programId, ProgramDefinition program, CancellationToken ct)
    {
        var since = LocalDateText.Iso(Today.PlusDays(-DaysOfUse));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Program eq {programId} and LastOn ge {since}");
        var lately = await tables.Programs.QueryAsync<TableEntity>(filter, cancellationToken: ct).ToListAsync(ct);
        return
        [
            .. from row in lately
               let alias = row.GetString(Alias)
               where !program.Aliases.Contains(alias, StringComparer.OrdinalIgnoreCase)
               orderby alias
               select new FieldError("aliases", ReasonOf(alias, LocalDatePattern.Iso.Parse(row.GetString(LastOn)).Value)),
        ];
    }

    private static string ReasonOf(string alias, LocalDate lastOn) =>
        $"'{alias}' is not among them any more, and completions came in under it until {LocalDateText.Iso(lastOn)}: more of them will be "
        + "rejected. If the learning system still uses it, send the program again with it.";
}
