using Followup.Programs;
using Followup.Rows;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Extensions;

namespace Followup.Results.Counts;

/// <summary>
/// Counts everything anew each night that may still change: what a crash or a lost message left uncounted, and rows that an earlier release
/// wrote otherwise. Completions older than two years do not change any more, but by an erasure, which asks for it.
/// </summary>
public sealed class NightlyCountFunction(ProgramStore programs, ChangedMonths months, TimeProvider time)
{
    private const int Years = 2;

    [Function("results-refresh")]
    public async Task RunAsync([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken ct)
    {
        var oldest = time.GetUtcNow().ToInstant().InUtc().Date.PlusYears(-Years).ToYearMonth();
        foreach (var program in await programs.AllAsync(ct)) await months.RequestCountsAsync(program.Id, oldest, ct);
    }
}
