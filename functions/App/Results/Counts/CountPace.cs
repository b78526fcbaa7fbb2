using System.Collections.Concurrent;
using Followup.Rows;

namespace Followup.Results.Counts;

/// <summary>
/// Counts what messages ask for, one month at a time, and seldom. A message is left out where a count has begun since it rang, which saw
/// all that it tells of. A month that changes all the time is not counted all the time: each count takes a hundredth of the time until the
/// next at most, up to five minutes; until then its messages are left out, as long as another is on its way that rings later: the figure is
/// late, and comes.
/// </summary>
public sealed class CountPace(CountStore counts, ChangedMonths months, TimeProvider time)
{
    private const int Share = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // A count is some seconds of a processor and a month in memory: sixteen at once (host.json) would leave pages and mails neither, and
    // those of one program would have to begin again and again, as each finds that another has written its rows.
    private static readonly SemaphoreSlim Turn = new(1);

    // by this instance of the app; another one, or one after a restart, counts once more than it must
    private readonly ConcurrentDictionary<ProgramMonth, (DateTimeOffset Began, DateTimeOffset RestsUntil)> last = new();

    /// <param name="rang">When the message rang that asks for it; default where nobody knows.</param>
    public async Task CountAsync(ProgramMonth month, DateTimeOffset rang, CancellationToken ct)
    {
        await Turn.WaitAsync(ct);
        try
        {
            if (!IsNeeded(month, rang)) return;
            var (began, beganAt) = (time.GetUtcNow(), time.GetTimestamp());
            await counts.RecomputeAsync(month, ct);
            var rest = Share * time.GetElapsedTime(beganAt);
            last[month] = (began, time.GetUtcNow() + (rest < Longest ? rest : Longest));
        }
        finally
        {
            Turn.Release();
        }
    }

    private bool IsNeeded(ProgramMonth month, DateTimeOffset rang)
    {
        if (rang == default || !last.TryGetValue(month, out var count)) return true;
        return count.Began < rang && (time.GetUtcNow() >= count.RestsUntil || !months.IsAskedAfter(month, rang));
    }
}
