using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Extensions;

namespace Followup.Results.Groups;

/// <summary>
/// Counts everything anew each night that may still change: what a crash or a lost message left uncounted, and rows that an earlier release wrote otherwise. Completions
/// older than two years do not change any more, but by an erasure, which says so.
/// </summary>
public sealed class Refresh(ProgramStore programs, ProgramRows rows, ChangedMonths groups, TimeProvider time)
{
    private const int Years = 2;

    [Function("results-refresh")]
    public async Task RunAsync([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken ct)
    {
        var oldest = LocalDateText.Iso(time.GetUtcNow().ToInstant().InUtc().Date.PlusYears(-Years))[..7];
        foreach (var program in await programs.AllAsync(ct)) await MarkAsync(program.Id, oldest, ct);
    }

    /// <summary>All months of a program: its behaviors or targets are others now.</summary>
    public Task MarkAsync(string programId, CancellationToken ct) => MarkAsync(programId, "", ct);

    private async Task MarkAsync(string programId, string oldest, CancellationToken ct) => await groups.MarkAsync(
        await rows.MonthsAsync(programId, ct).Where(month => string.CompareOrdinal(oldest, month) <= 0).Select(month => new ProgramMonth(programId, month)).ToListAsync(ct), ct);
}
