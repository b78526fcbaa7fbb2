using Followup.Programs;
using Followup.Rows;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Extensions;

namespace Followup.Results.Counts;

/// <summary>
/// Each night counts anew who was asked and has answered, where that may still change: what a crash or a lost message left uncounted.
/// Completions older than two years do not change any more, except by an erasure, which asks for the count itself.
/// </summary>
public sealed class NightlyCountFunction(ProgramStore programs, ChangedMonths months, TimeProvider time)
{
    private const int Years = 2;

    [Function("results-refresh")]
    public async Task RunAsync([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken ct)
    {
        var today = time.GetUtcNow().ToInstant().InUtc().Date;
        var oldest = today.PlusYears(-Years).ToYearMonth();
        foreach (var program in await programs.AllAsync(ct)) await months.RequestCountsAsync(program.Id, oldest, ct);
    }
}
