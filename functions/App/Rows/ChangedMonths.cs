using System.Collections.Concurrent;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Followup.Rows;

/// <summary>
/// Asks for months of programs to be counted anew, at most once in half a minute for each (and once an instance of the app): whoever
/// changes a row asks before the write, and the message rings 30 to 60 seconds later. A write that takes longer than that, or a bus that
/// cannot be reached, is made good by the nightly count: no answer is turned away because a figure will be late.
/// </summary>
public sealed partial class ChangedMonths(Queues queues, ProgramRows rows, TimeProvider time, ILogger<ChangedMonths> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly long Step = TimeSpan.FromSeconds(30).Ticks;

    private readonly ConcurrentDictionary<ProgramMonth, Asked> asked = new();

    public Task RequestCountAsync(FollowupKey followup, CancellationToken ct) => RequestCountAsync([followup], ct);

    public Task RequestCountAsync(IEnumerable<FollowupKey> followups, CancellationToken ct) =>
        RequestCountAsync(followups.Select(ProgramMonth.Of), ct);

    /// <summary>All months of a program from one on: of all where null.</summary>
    public async Task RequestCountsAsync(string programId, YearMonth? from, CancellationToken ct)
    {
        var range = new MonthRange(from);
        var months = await rows.MonthsAsync(programId, ct).Where(month => range.Contains(month.Month)).ToListAsync(ct);
        await RequestCountAsync(months, ct);
    }

    /// <summary>
    /// Whether the bus holds, or held, a message of this instance that asks for the month and rings later than this instant. False where
    /// the instant is not known.
    /// </summary>
    internal bool IsAskedAfter(ProgramMonth month, DateTimeOffset rings) =>
        rings != default && asked.TryGetValue(month, out var request) && request.Rings > rings && request.Sent.IsCompleted;

    private async Task RequestCountAsync(IEnumerable<ProgramMonth> changed, CancellationToken ct)
    {
        // the end of the next half minute, so that all who change the month meanwhile ask for the same
        var rings = new DateTimeOffset((time.GetUtcNow().Ticks / Step + 2) * Step, TimeSpan.Zero);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mine = new Asked(rings, sent.Task);
        var requests = changed.ToHashSet().ToDictionary(
            month => month,
            month => asked.AddOrUpdate(month, mine, (_, other) => other.Rings == rings ? other : mine));
        var months = requests.Where(request => request.Value == mine).Select(request => request.Key).ToList();
        if (months.Count > 0) await SendAsync(months, mine);
        sent.SetResult();
        await Task.WhenAll(requests.Values.Select(request => request.Sent)).WaitAsync(ct);
    }

    /// <summary>Others wait for it too, so it is not broken off where this caller is.</summary>
    private async Task SendAsync(List<ProgramMonth> months, Asked request)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await queues.Recompute.SendAllAsync(months.Select(month => ProgramMonth.Encode(month, request.Rings)), limit.Token);
        }
        // away, full, or closed to us: whatever it is
        catch (Exception e)
        {
            // who comes next asks again
            foreach (var month in months) asked.TryRemove(new(month, request));
            Log.NotAsked(logger, months.Count, e.Message);
        }
    }

    /// <param name="Rings">When the message rings.</param>
    /// <param name="Sent">Completes once it is sent, or could not be: then the next who changes the month asks again.</param>
    private sealed record Asked(DateTimeOffset Rings, Task Sent);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "{Count} months of results are counted with the next change of them, or at night: the bus could not be told ({Reason}).")]
        public static partial void NotAsked(ILogger logger, int count, string reason);
    }
}
