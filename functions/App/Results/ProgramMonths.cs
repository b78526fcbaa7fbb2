using Azure.Data.Tables;
using Followup.Shared;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Results;

/// <summary>The months in which a program may have completions. A month of a program is a partition; there is no list of those that exist.</summary>
public sealed class ProgramMonths(TimeProvider time)
{
    // as far back as completions are read where no beginning is given
    private const int Most = 60;

    public IEnumerable<string> Partitions(string programId, LocalDate? from, LocalDate? to)
    {
        var last = to ?? time.GetUtcNow().ToInstant().InUtc().Date.PlusDays(1);
        var first = from ?? last.PlusMonths(-Most);
        for (var month = new LocalDate(first.Year, first.Month, 1); month <= last; month = month.PlusMonths(1))
            yield return FollowupKey.PartitionOf(programId, month);
    }

    /// <summary>Rows of one month, in key order.</summary>
    public static IAsyncEnumerable<T> RowsAsync<T>(TableClient table, string partition, CancellationToken ct) where T : class, ITableEntity =>
        table.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: ct);
}
