using System.Text.Json;
using Azure.Data.Tables;
using Followup.Shared;

namespace Followup.Programs;

/// <summary>A program as stored: what it says, and the number of this wording.</summary>
public sealed record StoredProgram(string Id, int Version, ProgramDefinition Definition);

/// <summary>
/// Table <c>programs</c>: one partition <c>program</c>, a row <c>{id}</c> for the wording in force and a row <c>{id}@{version}</c> for each there
/// ever was, because answers refer to the wording shown.
/// </summary>
public sealed class ProgramStore(Tables tables)
{
    private const string Partition = "program";

    public Task<StoredProgram?> FindAsync(string programId, CancellationToken ct) => ReadAsync(programId, programId, ct);

    public Task<StoredProgram?> FindAsync(string programId, int version, CancellationToken ct) =>
        ReadAsync(programId, $"{programId}@{version}", ct);

    private async Task<StoredProgram?> ReadAsync(string programId, string row, CancellationToken ct) =>
        await tables.Programs.FindAsync<TableEntity>(Partition, row, ct) is { } entity
            ? new(programId, entity.GetInt32("Version")!.Value, JsonSerializer.Deserialize<ProgramDefinition>(entity.GetString("Definition"), Wire.Json)!)
            : null;
}
