using Followup.Benchmarks.Floors;
using Followup.Benchmarks.Harness;
using Followup.Benchmarks.Peers;

namespace Followup.Benchmarks;

/// <summary>
/// People brought in as CSV, then a completion of each, while somebody else opens pages behind the links of mails that went out before.
/// What is taken in is planned at the same time, on the same processors.
/// </summary>
internal static class ImportBenchmark
{
    private const int Callers = 8;
    // also compiles what is measured
    private static readonly IReadOnlyList<Recipient> Earlier = Recipient.Learners(round: 0, count: 100);

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        var learners = Recipient.Learners(round: 1, scale.ItemsOf(500, 5_000, 100_000));
        await using var mails = await CatcherOfPeers.StartAsync(ct);
        await using var system = await FollowupSystem.StartAsync(mails.Address, CatcherOfPeers.Key, ct);
        await system.ImportAsync(Earlier, ct);
        await system.CompleteAsync(Earlier, Callers, ct);
        await system.RestAsync(ct);
        await system.MakeDueAsync(ct);
        await system.SendDueAsync(ct);
        mails.Check(Earlier);
        using var visitor = new PageVisitor(mails.Pages);
        await visitor.VisitEachAsync(ct);
        var (people, pagesWithPeople) = await MeasureAsync("people", () => system.ImportAsync(learners, ct));
        var (completions, pagesWithCompletions) = await MeasureAsync("completions", () => system.CompleteAsync(learners, Callers, ct));

        // in the end, when this process has compiled what the clients and the parts run
        await system.RestAsync(ct);
        var (floorOfPeople, floorOfCompletions) = await FloorsAsync(learners, ct);
        return
        [
            floorOfPeople, people with { FloorItemsPerSecond = floorOfPeople.ItemsPerSecond }, pagesWithPeople,
            floorOfCompletions, completions with { FloorItemsPerSecond = floorOfCompletions.ItemsPerSecond }, pagesWithCompletions,
        ];

        async Task<(Measure Import, Measure Pages)> MeasureAsync(string items, Func<Task> work)
        {
            await system.RestAsync(ct);
            var before = system.Calls;
            var visits = visitor.Start(ct);
            WatchedProcess[] watched =
            [
                WatchedProcess.Of("app", system.AppProcessId), WatchedProcess.Of("host, bus, storage, client", Environment.ProcessId),
            ];
            var measure = await Work.MeasureAsync($"import: {items}", learners.Count, watched, work);
            var pages = await visits.StopAsync($"import: a page meanwhile, with {items}");
            Console.Error.WriteLine($"{measure.Name}: {measure.ItemsPerSecond:0} a second");
            return (measure with { CallsPerItem = (system.Calls - before) / learners.Count }, pages);
        }
    }

    private static async Task<(Measure People, Measure Completions)> FloorsAsync(IReadOnlyList<Recipient> learners, CancellationToken ct)
    {
        await using var raw = await RawSystem.StartAsync(ct);
        await IntakeFloor.ImportAsync(raw, Earlier, ct);
        await IntakeFloor.CompleteAsync(raw, Earlier, ct);
        return (
            await MeasureAsync("people", () => IntakeFloor.ImportAsync(raw, learners, ct)),
            await MeasureAsync("completions", () => IntakeFloor.CompleteAsync(raw, learners, ct)));

        async Task<Measure> MeasureAsync(string items, Func<Task> work)
        {
            var before = raw.Calls;
            var measure = await Work.MeasureAsync(
                $"import: floor of {items}", learners.Count, [WatchedProcess.Of("client, storage, bus", Environment.ProcessId)], work);
            Console.Error.WriteLine($"{measure.Name}: {measure.ItemsPerSecond:0} a second");
            return measure with { CallsPerItem = (raw.Calls - before) / learners.Count };
        }
    }
}
