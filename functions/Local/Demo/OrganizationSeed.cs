using Azure.Data.Tables;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;

namespace Followup.Local.Demo;

/// <summary><c>demo --organization N</c>: stores a simulated organization's rows, and counts them as the queue would.</summary>
public sealed class OrganizationSeed(LocalSystem system)
{
    private const int AtOnce = 8;

    public async Task RunAsync(int completions, CancellationToken ct)
    {
        var organization = new SimulatedOrganization(20260101, system.Clock.GetUtcNow().ToInstant().InUtc().Date.PlusDays(-70));
        var (tables, programs) = (system.Services.GetRequiredService<Tables>(), system.Services.GetRequiredService<ProgramStore>());
        foreach (var program in organization.Programs) await programs.SaveAsync(program.Id, program.Definition, ct);
        await programs.SaveAsync("town-hall", new("AI town hall", []), ct);
        // enough to fill transactions, not so much that all of it is in memory
        foreach (var some in organization.Completions(completions).Chunk(20_000))
        {
            await StoreAsync(tables.Followups, some.Select(one => one.Followup), ct);
            await StoreAsync(tables.Invitations, some.SelectMany(one => one.Invitations), ct);
            await StoreAsync(tables.Responses, some.SelectMany(one => one.Responses), ct);
        }
        var (rows, counts) = (system.Services.GetRequiredService<Rows.ProgramRows>(), system.Services.GetRequiredService<CountStore>());
        foreach (var program in organization.Programs)
            await foreach (var month in rows.MonthsAsync(program.Id, ct)) await counts.RecomputeAsync(month, ct);
    }

    private static Task StoreAsync<T>(TableClient table, IEnumerable<T> rows, CancellationToken ct) where T : ITableEntity => Parallel.ForEachAsync(
        rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.DistinctBy(row => row.RowKey).Chunk(100)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
        async (some, token) => await table.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), token));
}
