using System.Collections.Concurrent;
using Followup.Rows;

namespace Followup.Results.Counts;

/// <summary>
/// A month that changes all the time is not counted all the time: each count takes a hundredth of the time until the next at most, up to
/// five minutes. Until then its messages are left out, as long as another is on its way that rings later: the figure is late, and comes.
/// </summary>
public sealed class CountPace(CountStore counts, ChangedMonths months, TimeProvider time)
{
    private const int Share = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // by this instance of the app; another one, or one after a restart, counts once more than it must
    private readonly ConcurrentDictionary<ProgramMonth, DateTimeOffset> rests = new();

    /// <param name="rings">When the message rang that asks for it.</param>
    public async Task CountAsync(ProgramMonth month, DateTimeOffset rings, CancellationToken ct)
    {
        if (time.GetUtcNow() < rests.GetValueOrDefault(month) && months.IsAskedAfter(month, rings)) return;
        var rest = Share * await counts.RecomputeAsync(month, ct);
        rests[month] = time.GetUtcNow() + (rest < Longest ? rest : Longest);
    }
}
