using System.Globalization;
using Azure.Data.Tables;
using Followup.Benchmarks.Harness;
using Followup.Local;
using Followup.Local.Demo;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Benchmarks;

/// <summary>
/// A simulated organization in the tables: follow-ups, invitations and responses, who was asked counted by the product's code, and a round
/// held of all of it.
/// </summary>
internal sealed class StoredResponses(
    LocalSystem system, DirectoryInfo folder, IReadOnlyList<string> programs, int responses, Measure round) : IAsyncDisposable
{
    // two waves of two audiences each, of which about half are answered
    private const double ResponsesOfCompletion = 2.1;

    private static readonly LocalDate Until = new(2026, 9, 1);

    public LocalSystem System => system;

    /// <summary>The first round of all programs, which counts all answers: in this process, the storage beside it.</summary>
    public Measure Round => round;

    public ServiceCalls Calls => new(system.TableRequests, system.BusOperations, Provider: null);

    public IReadOnlyList<string> Programs => programs;

    /// <summary>Of all programs together: about as many as the scale says.</summary>
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
        var organization = new SimulatedOrganization(1, Until);
        foreach (var program in organization.Programs) await store.SaveAsync(program.Id, program.Definition, ct);

        var began = TimeProvider.System.GetTimestamp();
        var written = 0;
        foreach (var completions in organization.Completions((int)(responses / ResponsesOfCompletion)).Chunk(10_000))
        {
            var rows = completions.SelectMany(completion => completion.Responses).ToList();
            await StoreAsync(tables.Followups, completions.Select(completion => completion.Followup), ct);
            await StoreAsync(tables.Invitations, completions.SelectMany(completion => completion.Invitations), ct);
            await StoreAsync(tables.Responses, rows, ct);
            if (written / 100_000 < (written + rows.Count) / 100_000)
            {
                var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} responses after {seconds:0} s"));
            }
            written += rows.Count;
        }
        var programs = organization.Programs.Select(program => program.Id).ToList();
        await CountAsync(system, programs, ct);
        var round = await HoldAsync(system, programs, written, ct);
        Console.Error.WriteLine($"{written} responses of {programs.Count} programs");
        return new(system, folder, programs, written, round);
    }

    private static async Task CountAsync(LocalSystem system, IEnumerable<string> programs, CancellationToken ct)
    {
        var (rows, counts) = (system.Services.GetRequiredService<ProgramRows>(), system.Services.GetRequiredService<CountStore>());
        foreach (var program in programs)
        {
            await foreach (var month in rows.MonthsAsync(program, ct)) await counts.RecomputeAsync(month, ct);
        }
    }

    private static async Task<Measure> HoldAsync(
        LocalSystem system, IEnumerable<string> programs, int responses, CancellationToken ct)
    {
        var holding = system.Services.GetRequiredService<RoundHolding>();
        var before = new ServiceCalls(system.TableRequests, system.BusOperations, Provider: null);
        // every answer is final by then
        var day = Until.PlusWeeks(10).Next(IsoDayOfWeek.Monday);
        var watched = WatchedProcess.Of("client, storage", Environment.ProcessId);
        var measure = await Work.MeasureAsync("round: all programs", responses, [watched], async () =>
        {
            foreach (var program in programs) await holding.HoldAsync(program, day, ct);
        });
        var calls = new ServiceCalls(system.TableRequests, system.BusOperations, Provider: null) - before;
        return measure with { CallsPerItem = calls / responses };
    }

    private static Task StoreAsync<T>(TableClient table, IEnumerable<T> rows, CancellationToken ct) where T : ITableEntity
    {
        // a transaction is of one partition, with each row once, and at most a hundred
        var transactions = rows.GroupBy(row => row.PartitionKey)
            .SelectMany(partition => partition.DistinctBy(row => row.RowKey).Chunk(100));
        var limited = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct };
        return Parallel.ForEachAsync(transactions, limited, async (transaction, token) =>
        {
            var additions = transaction.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
            await table.SubmitTransactionAsync(additions, token);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
