using Azure.Data.Tables;
using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Parts;

/// <summary>
/// LocalStorage alone, in a process of its own, over a table of partitions with a hundred rows each, such as a program's month or a day's
/// mailings.
/// </summary>
internal static class StorageBenchmark
{
    private const int RowsOfPartition = 100, RowsOfRange = 10;
    private static readonly string Text = new('x', 200);

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        var count = scale.ItemsOf(1_000, 10_000, 100_000);
        var calls = scale.Of(500, 5_000, 20_000);
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        try
        {
            await using var storage = await ServedPart.StartAsync(ServedPart.Storage, folder, ct);
            var service = new TableServiceClient(storage.ConnectionString);
            var times = new PartTimes(storage.Watched, ct);
            var (table, singles) = (service.GetTableClient("hundreds"), service.GetTableClient("singles"));
            await table.CreateAsync(ct);
            await singles.CreateAsync(ct);

            await times.MeasureAsync(
                "storage: transactions of 100 inserts", Enumerable.Range(0, count).Chunk(RowsOfPartition).ToList(),
                rows =>
                {
                    var inserts = rows.Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row(i)));
                    return table.SubmitTransactionAsync(inserts, ct);
                },
                items: count);
            await MeasureWritesAsync(times, singles, calls, ct);
            await MeasureReadsAsync(times, table, count, calls, ct);
            return times.Measures;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureWritesAsync(PartTimes times, TableClient table, int calls, CancellationToken ct)
    {
        await times.MeasureAsync(
            "storage: single inserts, 16 at once", Enumerable.Range(0, calls).ToList(), i => table.AddEntityAsync(Row(i), ct));
        var sequential = calls / 10;
        await times.MeasureAsync(
            "storage: single inserts, one after the other", Enumerable.Range(calls, sequential).ToList(),
            i => table.AddEntityAsync(Row(i), ct), atOnce: 1);
        var rows = await table.QueryAsync<TableEntity>(cancellationToken: ct).Take(calls).ToListAsync(ct);
        await times.MeasureAsync(
            "storage: updates by ETag, 16 at once", rows, row => table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct));
    }

    private static async Task MeasureReadsAsync(PartTimes times, TableClient table, int count, int calls, CancellationToken ct)
    {
        // the same in every run
        var random = new Random(1);
        List<int> places = [.. Enumerable.Range(0, calls).Select(_ => random.Next(count))];
        await times.MeasureAsync(
            $"storage: point reads among {count}, 16 at once", places,
            i => table.GetEntityAsync<TableEntity>(PartitionOf(i), KeyOf(i), cancellationToken: ct));
        await times.MeasureAsync(
            $"storage: key ranges of {RowsOfRange} rows among {count}, 16 at once", places,
            async i =>
            {
                var first = KeyOf(i / RowsOfRange * RowsOfRange);
                var filter = TableClient.CreateQueryFilter(
                    $"PartitionKey eq {PartitionOf(i)} and RowKey ge {first} and RowKey le {first[..^1] + "9"}");
                var found = await table.QueryAsync<TableEntity>(filter, cancellationToken: ct).CountAsync(ct);
                if (found != RowsOfRange) throw new InvalidOperationException($"{found} rows were found, and not {RowsOfRange}.");
            });
        await times.MeasureAsync(
            $"storage: the next partition among {count} rows, 16 at once", places,
            async i =>
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey gt {PartitionOf(i)}");
                await table.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["PartitionKey"], ct).FirstOrDefaultAsync(ct);
            });
        await times.MeasureAsync(
            $"storage: reading all of {count} rows", (int[])[count],
            async _ =>
            {
                var found = await table.QueryAsync<TableEntity>(cancellationToken: ct).CountAsync(ct);
                if (found != count) throw new InvalidOperationException($"{found} rows were found, and not {count}.");
            },
            atOnce: 1, items: count);
    }

    private static TableEntity Row(int i) => new(PartitionOf(i), KeyOf(i))
    {
        ["State"] = "Scheduled",
        ["DueAt"] = new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero),
        ["Attempts"] = i,
        ["Text"] = Text,
    };

    private static string PartitionOf(int i) => $"ai-eval|{i / RowsOfPartition:0000000}";

    private static string KeyOf(int i) => $"{i:000000000}";
}
