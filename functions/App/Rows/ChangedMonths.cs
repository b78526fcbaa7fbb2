using System.Collections.Concurrent;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging;

namespace Followup.Rows;

/// <summary>
/// Asks for groups to be computed anew, at most once in half a minute for each (and once an instance of the app): whoever changes a row says so before the write, and the
/// message rings 30 to 60 seconds later. A write that takes longer than that, or a bus that cannot be reached, is made good by the nightly refresh: no answer is turned away
/// because a figure will be late.
/// </summary>
public sealed partial class ChangedMonths(Queues queues, TimeProvider time, ILogger<ChangedMonths> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly long Step = TimeSpan.FromSeconds(30).Ticks;

    private readonly ConcurrentDictionary<ProgramMonth, DateTimeOffset> asked = new();

    public Task MarkAsync(FollowupKey followup, CancellationToken ct) => MarkAsync([followup], ct);

    public Task MarkAsync(IEnumerable<FollowupKey> followups, CancellationToken ct) =>
        MarkAsync(followups.Select(followup => new ProgramMonth(followup.ProgramId, followup.Partition.Split('|')[1])), ct);

    public async Task MarkAsync(IEnumerable<ProgramMonth> groups, CancellationToken ct)
    {
        // the end of the next half minute, so that all who change the group meanwhile ask for the same
        var rings = new DateTimeOffset((time.GetUtcNow().Ticks / Step + 2) * Step, TimeSpan.Zero);
        var news = groups.Distinct().Where(group => asked.GetValueOrDefault(group) != rings).ToList();
        if (news.Count == 0) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await queues.Recompute.SendAllAsync(news.Select(group => ProgramMonth.Encode(group, rings)), limit.Token);
            foreach (var group in news) asked[group] = rings;
        }
        // away, full, or closed to us: whatever it is
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotAsked(logger, news.Count, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} groups of results are counted with the next change of them, or at night: the bus could not be told ({Reason}).")]
        public static partial void NotAsked(ILogger logger, int count, string reason);
    }
}
