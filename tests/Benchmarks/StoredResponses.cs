using Azure.Data.Tables;
using Followup.Local;
using Followup.Local.Demo;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Benchmarks;

/// <summary>
/// A simulated organization's responses in the table, and its groups counted by the product's code while they are made: reading a million rows back from Azurite a group
/// at a time would take hours. Follow-ups and invitations, which neither page nor export reads, are counted and not stored.
/// </summary>
internal sealed class StoredResponses(LocalSystem system, DirectoryInfo folder, IReadOnlyList<string> programs) : IAsyncDisposable
{
    public LocalSystem System => system;

    public IReadOnlyList<string> Programs => programs;

    public static async Task<StoredResponses> MakeAsync(int responses)
    {
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        var system = await LocalSystem.StartAsync(new(folder.FullName, Port: 0, SimulatedClock: true, TablesInMemory: true), Console.Error, CancellationToken.None);
        var (tables, store, groups) = (system.Services.GetRequiredService<Tables>(), system.Services.GetRequiredService<ProgramStore>(), system.Services.GetRequiredService<CountStore>());
        var organization = new SimulatedOrganization(1, new LocalDate(2026, 9, 1));
        foreach (var program in organization.Programs) await store.SaveAsync(program.Id, program.Definition, CancellationToken.None);

        var began = TimeProvider.System.GetTimestamp();
        Dictionary<(SimulatedProgram Program, string Month, string Wave), Dictionary<(string, string), Tally>> counted = [];
        var written = 0;
        foreach (var some in organization.Completions(int.MaxValue).Chunk(10_000))
        {
            var rows = some.SelectMany(one => one.Responses).Take(responses - written).ToList();
            await Parallel.ForEachAsync(rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(100)), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (batch, token) =>
                await tables.Responses.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), token));
            Count(counted, some);
            written += rows.Count;
            if (written % 100_000 < rows.Count) Console.Error.WriteLine($"{written} responses after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
            if (written >= responses) break;
        }
        foreach (var group in counted.GroupBy(one => (one.Key.Program, one.Key.Month)))
            await groups.StoreAsync(
                new(group.Key.Program.Id, ProgramReport.MonthOf(group.Key.Month)), group.Key.Program.Definition,
                () => Task.FromResult<IReadOnlyList<WaveOfMonth>>(
                    [.. group.Select(wave => new WaveOfMonth(wave.Key.Wave, [.. wave.Value.OrderBy(cell => cell.Key).Select(cell => new CountedCell(cell.Key.Item1, cell.Key.Item2, cell.Value))], []))]),
                CancellationToken.None);
        Console.WriteLine($"{written} responses of {organization.Programs.Count} programs, in {counted.Count} groups of month and wave");
        return new(system, folder, [.. organization.Programs.Select(program => program.Id)]);
    }

    private static void Count(Dictionary<(SimulatedProgram, string, string), Dictionary<(string, string), Tally>> counted, SimulatedCompletion[] some)
    {
        foreach (var group in some.GroupBy(one => (one.Program, Month: one.Followup.PartitionKey.Split('|')[1])))
            foreach (var wave in Counting.Of(group.Key.Program.Definition, group.Select(one => one.Followup), group.SelectMany(one => one.Responses), group.SelectMany(one => one.Invitations)))
            {
                var key = (group.Key.Program, group.Key.Month, wave.Wave);
                if (!counted.TryGetValue(key, out var cells)) counted[key] = cells = [];
                foreach (var cell in wave.Cells)
                    if (cells.TryGetValue((cell.Department, cell.Role), out var tally)) tally.Add(cell.Tally);
                    else cells[(cell.Department, cell.Role)] = cell.Tally;
            }
    }

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
