using System.Runtime.CompilerServices;

namespace Followup.Results.Exports;

/// <summary>
/// Reads the next parts of a file while one is written: else the storage waits for the processor, and the processor for the storage.
/// </summary>
internal static class ReadAhead
{
    /// <summary>Parts that are read, or lie read in memory, beside the one that is written.</summary>
    private const int Parts = 2;

    /// <returns>What was read of each item, in their order.</returns>
    public static async IAsyncEnumerable<TPart> SelectAheadAsync<T, TPart>(
        this IEnumerable<T> items, Func<T, CancellationToken, Task<TPart>> read, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Queue<Task<TPart>> ahead = new();
        try
        {
            foreach (var item in items)
            {
                ahead.Enqueue(Task.Run(() => read(item, stop.Token), stop.Token));
                if (ahead.Count > Parts) yield return await ahead.Dequeue();
            }
            while (ahead.TryDequeue(out var next)) yield return await next;
        }
        finally
        {
            // nobody wants what is left where the writing broke off
            await stop.CancelAsync();
            await Task.WhenAll(ahead.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
