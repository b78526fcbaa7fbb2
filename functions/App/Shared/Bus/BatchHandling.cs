using System.Collections.Concurrent;
using Followup.Shared.Calls;
using Microsoft.Extensions.Logging;

namespace Followup.Shared.Bus;

/// <summary>Handles what the messages of a batch say, so that one that cannot be handled keeps no other waiting.</summary>
public sealed partial class BatchHandling(ILogger<BatchHandling> logger)
{
    /// <summary>All together; where that fails, each alone.</summary>
    /// <param name="handle">Answers those of its items that failed.</param>
    /// <returns>Those that failed, for a reason that the log tells: their messages are to come again.</returns>
    public async Task<IReadOnlySet<T>> TogetherAsync<T>(
        string queue, IReadOnlyList<T> items, Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyCollection<T>>> handle,
        CancellationToken ct)
    {
        if (items.Count == 0) return new HashSet<T>();
        try
        {
            return (await handle(items, ct)).ToHashSet();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.Failed(logger, e, items.Count, queue);
        }
        return items.Count == 1
            ? items.ToHashSet()
            : await ApartAsync(queue, items, async (item, token) => (await handle([item], token)).Count == 0, ct);
    }

    /// <summary>Each for itself, some at a time.</summary>
    /// <param name="handle">Answers whether it went well.</param>
    /// <inheritdoc cref="TogetherAsync"/>
    public async Task<IReadOnlySet<T>> ApartAsync<T>(
        string queue, IReadOnlyList<T> items, Func<T, CancellationToken, Task<bool>> handle, CancellationToken ct)
    {
        ConcurrentBag<T> failed = [];
        await items.SelectAtOnceAsync(
            async (item, token) =>
            {
                var isDone = false;
                try
                {
                    isDone = await handle(item, token);
                }
                catch (Exception e) when (!token.IsCancellationRequested)
                {
                    Log.Failed(logger, e, 1, queue);
                }
                if (!isDone) failed.Add(item);
                return isDone;
            },
            ct);
        return failed.ToHashSet();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} of the queue {Queue} could not be handled together, or at all.")]
        public static partial void Failed(ILogger logger, Exception e, int count, string queue);
    }
}
