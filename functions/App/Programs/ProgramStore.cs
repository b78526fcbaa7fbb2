using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Data.Tables;
using Followup.Shared.Calls;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Storage;

namespace Followup.Programs;

/// <summary>
/// Table <c>programs</c>: one partition <c>program</c>, a row <c>{id}</c> for the wording in force and a row <c>{id}@{version}</c> for
/// each there ever was, because answers refer to the wording shown. Both are written in one transaction.
/// </summary>
public sealed class ProgramStore(Tables tables, TimeProvider time)
{
    /// <summary>A string property holds 64 KiB of UTF-16.</summary>
    public const int LongestDefinition = 32 * 1024;

    private const string Partition = "program", Version = nameof(Version), Definition = nameof(Definition), SavedAt = nameof(SavedAt);

    // a wording of a version never changes
    private readonly ConcurrentDictionary<(string Id, int Version), StoredProgram> versions = [];

    /// <summary>The wording in force.</summary>
    public async Task<StoredProgram?> FindAsync(string programId, CancellationToken ct) => Stored(await RowAsync(programId, ct));

    /// <summary>The wordings in force of these programs, as far as there are such programs, by id.</summary>
    public async Task<IReadOnlyDictionary<string, StoredProgram>> FindAllAsync(IEnumerable<string> programIds, CancellationToken ct)
    {
        List<string> ids = [.. programIds.Distinct()];
        var found = await ids.SelectAtOnceAsync(FindAsync, ct);
        return found.OfType<StoredProgram>().ToDictionary(program => program.Id);
    }

    public async Task<StoredProgram?> FindAsync(string programId, int version, CancellationToken ct)
    {
        if (versions.TryGetValue((programId, version), out var kept)) return kept;
        var found = Stored(await RowAsync($"{programId}@{version}", ct));
        return found is null ? null : versions[(programId, version)] = found;
    }

    /// <summary>All wordings in force, by id.</summary>
    public async Task<IReadOnlyList<StoredProgram>> AllAsync(CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        return await tables.Programs.QueryAsync<TableEntity>(filter, cancellationToken: ct)
            .Where(row => !row.RowKey.Contains('@'))
            .Select(row => Stored(row)!)
            .ToListAsync(ct);
    }

    /// <summary>All wordings of a program there ever were, the one in force among them, in order.</summary>
    public async Task<IReadOnlyList<StoredProgram>> VersionsAsync(string programId, CancellationToken ct)
    {
        // 'A' sorts behind '@', and ids have no capitals
        var (from, to) = ($"{programId}@", $"{programId}A");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey lt {to}");
        var stored = await tables.Programs.QueryAsync<TableEntity>(filter, cancellationToken: ct)
            .Select(row => Stored(row)!)
            .ToListAsync(ct);
        return [.. stored.OrderBy(program => program.Version)];
    }

    /// <summary>Saves a wording whatever was asked before: for what nobody was asked about yet.</summary>
    public async Task<(StoredProgram Program, bool Changed)> SaveAsync(
        string programId, ProgramDefinition definition, CancellationToken ct)
    {
        var saved = await SaveAsync(programId, definition, (_, _) => Task.FromResult<IReadOnlyList<FieldError>>([]), ct);
        return (saved.Program!, saved.Changed);
    }

    /// <summary>
    /// Saves a wording: the next version if it says something new and nothing is wrong with it, the version in force if it does not.
    /// </summary>
    /// <param name="faultsAfter">
    /// What is wrong with it after all wordings there ever were, in order. Asked anew where somebody else saves one in between: what is
    /// saved follows exactly those that were looked at.
    /// </param>
    public async Task<SavedProgram> SaveAsync(
        string programId,
        ProgramDefinition definition,
        Func<IReadOnlyList<StoredProgram>, CancellationToken, Task<IReadOnlyList<FieldError>>> faultsAfter,
        CancellationToken ct)
    {
        var json = JsonSerializer.Serialize(definition, Wire.Json);
        while (true)
        {
            var inForce = await RowAsync(programId, ct);
            var version = inForce?.GetInt32(Version) ?? 0;
            if (inForce?.GetString(Definition) == json) return new(Stored(inForce), Changed: false, [], []);
            IReadOnlyList<StoredProgram> earlier = inForce is null ? [] : await VersionsAsync(programId, ct);
            if (await faultsAfter(earlier, ct) is [_, ..] faults) return new(null, Changed: false, earlier, faults);

            var (next, savedAt) = (version + 1, time.GetUtcNow());
            var nextInForce = Row(programId, next, savedAt);
            TableTransactionAction[] actions =
            [
                inForce is null
                    ? new(TableTransactionActionType.Add, nextInForce)
                    : new(TableTransactionActionType.UpdateReplace, nextInForce, inForce.ETag),
                new(TableTransactionActionType.Add, Row($"{programId}@{next}", next, savedAt)),
            ];
            try
            {
                await tables.Programs.SubmitTransactionAsync(actions, ct);
                return new(new(programId, next, definition, savedAt), Changed: true, earlier, []);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
            {
                // somebody else saved a wording in between: the loop reads it, and tries the version after it
            }
        }

        TableEntity Row(string rowKey, int version, DateTimeOffset savedAt) =>
            new(Partition, rowKey) { [Version] = version, [Definition] = json, [SavedAt] = savedAt };
    }

    public static bool IsTooLong(ProgramDefinition definition) =>
        JsonSerializer.Serialize(definition, Wire.Json).Length > LongestDefinition;

    private Task<TableEntity?> RowAsync(string row, CancellationToken ct) => tables.Programs.FindAsync<TableEntity>(Partition, row, ct);

    private static StoredProgram? Stored(TableEntity? row)
    {
        if (row is null) return null;
        var id = row.RowKey.Split('@')[0];
        var definition = JsonSerializer.Deserialize<ProgramDefinition>(row.GetString(Definition), Wire.Json)!;
        return new(id, row.GetInt32(Version)!.Value, definition, row.GetDateTimeOffset(SavedAt));
    }
}
