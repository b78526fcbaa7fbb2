using System.Globalization;
using Azure.Data.Tables;
using Followup.Benchmarks.Harness;
using Followup.Local;
using Followup.Local.Demo;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Benchmarks;

/// <summary>
/// A simulated organization's responses in the table, and its groups counted by the product's code while they are made. Follow-ups and
/// invitations, of which there are more than twice as many and which neither page nor export reads, are counted and not stored.
/// </summary>
internal sealed class StoredResponses(
    LocalSystem system, DirectoryInfo folder, IReadOnlyList<string> programs, int responses) : IAsyncDisposable
{
    public LocalSystem System => system;

    public ServiceCalls Calls => new(system.TableRequests, system.BusOperations, Provider: null);

    public IReadOnlyList<string> Programs => programs;

    /// <summary>Of all programs together.</summary>
    public int Responses => responses;

    public static async Task<StoredResponses> MakeAsync(Scale scale, CancellationToken ct)
    {
        var responses = scale.ItemsOf(2_000, 20_000, 1_000_000);
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        var options = new LocalOptions(folder.FullName, Port: 0, SimulatedClock: true);
        var system = await LocalSystem.StartAsync(options, ct);
        var tables = system.Services.GetRequiredService<Tables>();
        // the app may still be making them: on a fresh store it can be called before
        await tables.MakeAsync(ct);
        var store = system.Services.GetRequiredService<ProgramStore>();
        var groups = system.Services.GetRequiredService<CountStore>();
        var organization = new SimulatedOrganization(1, new LocalDate(2026, 9, 1));
        foreach (var program in organization.Programs) await store.SaveAsync(program.Id, program.Definition, ct);

        var began = TimeProvider.System.GetTimestamp();
        Dictionary<Group, Cells> counted = [];
        var written = 0;
        foreach (var completions in organization.Completions(int.MaxValue).Chunk(10_000))
        {
            var rows = completions.SelectMany(completion => completion.Responses).Take(responses - written).ToList();
            await StoreAsync(tables.Responses, rows, ct);
            Count(counted, completions);
            written += rows.Count;
            if (written % 100_000 < rows.Count)
            {
                var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} responses after {seconds:0} s"));
            }
            if (written >= responses) break;
        }
        foreach (var waves in counted.GroupBy(group => (group.Key.Program, group.Key.Month)))
        {
            var (program, month) = waves.Key;
            IReadOnlyList<WaveOfMonth> ofWaves = [.. waves.Select(wave => new WaveOfMonth(wave.Key.Wave, wave.Value.Sorted(), []))];
            await groups.StoreAsync(
                new(program.Id, month), program.Definition, () => Task.FromResult(ofWaves), ct);
        }
        Console.Error.WriteLine(
            $"{written} responses of {organization.Programs.Count} programs, in {counted.Count} groups of month and wave");
        return new(system, folder, [.. organization.Programs.Select(program => program.Id)], written);
    }

    private static Task StoreAsync(TableClient table, IReadOnlyList<ResponseRow> rows, CancellationToken ct)
    {
        // a transaction is of one partition, with at most a hundred rows
        var transactions = rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(100));
        var limited = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct };
        return Parallel.ForEachAsync(transactions, limited, async (transaction, token) =>
        {
            var additions = transaction.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
            await table.SubmitTransactionAsync(additions, token);
        });
    }

    private static void Count(Dictionary<Group, Cells> counted, SimulatedCompletion[] completions)
    {
        var byMonth = completions.GroupBy(
            completion => (completion.Program, Month: completion.Followup.Key.CompletedOn.ToYearMonth()));
        foreach (var ofMonth in byMonth)
        {
            var (program, month) = ofMonth.Key;
            var waves = Counting.Of(
                program.Definition,
                ofMonth.Select(completion => completion.Followup),
                ofMonth.SelectMany(completion => completion.Responses),
                ofMonth.SelectMany(completion => completion.Invitations));
            foreach (var wave in waves)
            {
                var group = new Group(program, month, wave.Wave);
                if (!counted.TryGetValue(group, out var cells)) counted[group] = cells = new();
                foreach (var cell in wave.Cells) cells.Add(cell);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private sealed record Group(SimulatedProgram Program, YearMonth Month, string Wave);

    /// <summary>The tallies of one group, by department and role.</summary>
    private sealed class Cells
    {
        private readonly Dictionary<(string Department, string Role), Tally> tallies = [];

        public void Add(CountedCell cell)
        {
            if (tallies.TryGetValue((cell.Department, cell.Role), out var tally)) tally.Add(cell.Tally);
            else tallies[(cell.Department, cell.Role)] = cell.Tally;
        }

        public IReadOnlyList<CountedCell> Sorted() =>
            [.. tallies.OrderBy(cell => cell.Key).Select(cell => new CountedCell(cell.Key.Department, cell.Key.Role, cell.Value))];
    }
}
