using Azure.Data.Tables;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Local.Demo;

/// <summary>
/// <c>demo --organization N</c>: stores a simulated organization's rows, counts who was asked as the queue would, and holds the rounds of
/// the year gone by.
/// </summary>
/// <remarks>
/// A round reads all of its program. So rounds are held on a Monday of each month, and of small programs of each quarter: weekly ones would
/// take five times as long, and the start of a demo with them.
/// </remarks>
public sealed class OrganizationSeed(LocalSystem system)
{
    private const int AtOnce = 8, ProgramsAtOnce = 2;
    private const int Months = 12;

    // of a program of fewer there are not eight new people a month
    private const int FewCompletions = 200;

    // of the last days on which people complete a program, answers are final by the last round day
    private const int DaysUntilFinal = 14 + 42 + 7;

    private readonly Tables tables = system.Services.GetRequiredService<Tables>();

    public async Task RunAsync(int completions, CancellationToken ct)
    {
        var today = system.Clock.GetUtcNow().ToInstant().InUtc().Date;
        var organization = new SimulatedOrganization(20260101, today.PlusDays(-DaysUntilFinal));
        var programs = system.Services.GetRequiredService<ProgramStore>();
        foreach (var program in organization.Programs) await programs.SaveAsync(program.Id, program.Definition, ct);
        await programs.SaveAsync("town-hall", new("AI town hall", []), ct);
        var limited = new ParallelOptions { MaxDegreeOfParallelism = ProgramsAtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(organization.Programs, limited, async (program, token) =>
        {
            var count = organization.CountOf(program, completions);
            // enough at once to fill transactions, not so much that the whole organization is in memory
            foreach (var chunk in organization.CompletionsOf(program, count).Chunk(20_000))
            {
                await StoreAsync(tables.Followups, chunk.Select(completion => completion.Followup), token);
                await StoreAsync(tables.Invitations, chunk.SelectMany(completion => completion.Invitations), token);
                await StoreAsync(tables.Responses, chunk.SelectMany(completion => completion.Responses), token);
            }
            await CountAsync(program.Id, token);
            await HoldRoundsAsync(program.Id, count < FewCompletions ? 3 : 1, token);
        });
    }

    private async Task CountAsync(string programId, CancellationToken ct)
    {
        var counts = system.Services.GetRequiredService<CountStore>();
        var months = system.Services.GetRequiredService<ProgramRows>().MonthsAsync(programId, ct);
        await foreach (var month in months) await counts.RecomputeAsync(month, ct);
    }

    /// <param name="months">Between two round days.</param>
    private async Task HoldRoundsAsync(string programId, int months, CancellationToken ct)
    {
        var holding = system.Services.GetRequiredService<RoundHolding>();
        var last = system.Services.GetRequiredService<RoundCalendar>().Last();
        for (var before = Months / months * months; before > 0; before -= months)
        {
            var day = last.PlusMonths(-before);
            await holding.HoldAsync(programId, day.Previous(IsoDayOfWeek.Monday), ct);
        }
        await holding.HoldAsync(programId, last, ct);
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
