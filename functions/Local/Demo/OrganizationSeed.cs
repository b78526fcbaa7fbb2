using Azure.Data.Tables;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Rows;
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
        var today = system.Clock.GetUtcNow().ToInstant().InUtc().Date;
        var organization = new SimulatedOrganization(20260101, today.PlusDays(-70));
        var tables = system.Services.GetRequiredService<Tables>();
        var programs = system.Services.GetRequiredService<ProgramStore>();
        foreach (var program in organization.Programs) await programs.SaveAsync(program.Id, program.Definition, ct);
        await programs.SaveAsync("town-hall", new("AI town hall", []), ct);
        // enough at once to fill transactions, not so much that the whole organization is in memory
        foreach (var chunk in organization.Completions(completions).Chunk(20_000))
        {
            await StoreAsync(tables.Followups, chunk.Select(completion => completion.Followup), ct);
            await StoreAsync(tables.Invitations, chunk.SelectMany(completion => completion.Invitations), ct);
            await StoreAsync(tables.Responses, chunk.SelectMany(completion => completion.Responses), ct);
        }
        var rows = system.Services.GetRequiredService<ProgramRows>();
        var counts = system.Services.GetRequiredService<CountStore>();
        foreach (var program in organization.Programs)
        {
            await foreach (var month in rows.MonthsAsync(program.Id, ct)) await counts.RecomputeAsync(month, ct);
        }
    }

    private static Task StoreAsync<T>(TableClient table, IEnumerable<T> rows, CancellationToken ct) where T : ITableEntity
    {
        // a transaction is of one partition, has each row once, and at most a hundred of them
        var transactions = rows.GroupBy(row => row.PartitionKey)
            .SelectMany(partition => partition.DistinctBy(row => row.RowKey).Chunk(100));
        var limited = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        return Parallel.ForEachAsync(transactions, limited, async (transaction, token) =>
        {
            var upserts = transaction.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            await table.SubmitTransactionAsync(upserts, token);
        });
    }
}
