namespace Followup.Shared.Calls;

public static class ManyCalls
{
    /// <summary>Calls under way at once: enough to hide the time that each takes, few enough to leave the others their turn.</summary>
    public const int AtOnce = 16;

    /// <summary>Calls once for each item, <see cref="AtOnce"/> at a time. The first failure ends it.</summary>
    /// <returns>The results, in the order of the items.</returns>
    public static async Task<TResult[]> SelectAtOnceAsync<T, TResult>(
        this IReadOnlyList<T> items, Func<T, CancellationToken, Task<TResult>> call, CancellationToken ct)
    {
        var results = new TResult[items.Count];
        var limited = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForAsync(0, items.Count, limited, async (i, token) => results[i] = await call(items[i], token));
        return results;
    }
}
