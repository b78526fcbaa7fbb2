using System.Collections.Concurrent;
using Followup.LocalStorage.Errors;
using Microsoft.Extensions.Logging;

namespace Followup.LocalStorage.Store;

/// <summary>One thread that makes all writes that have gathered in one transaction, and answers them once they are on the disk.</summary>
internal sealed partial class GroupCommit : IDisposable
{
    private const int MostWrites = 500; // a transaction; more only makes the first of them wait

    private readonly BlockingCollection<Pending> queue = [];
    private readonly Connection connection;
    private readonly StampClock clock;
    private readonly ILogger log;
    private readonly Thread thread;

    public GroupCommit(Connection connection, StampClock clock, ILogger log)
    {
        (this.connection, this.clock, this.log) = (connection, clock, log);
        thread = new Thread(Run) { IsBackground = true, Name = "LocalStorage commits" };
        thread.Start();
    }

    /// <summary>Does all of the write, or nothing of it if it is refused. Completes when that is on the disk.</summary>
    public Task<Refusal?> RunAsync(Func<Connection, StampClock, Refusal?> write)
    {
        var pending = new Pending(write);
        try
        {
            queue.Add(pending);
        }
        catch (InvalidOperationException stopped) // also the ObjectDisposedException of a late caller
        {
            pending.Done.SetException(stopped);
        }
        return pending.Done.Task;
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        connection.Dispose();
        queue.Dispose();
    }

    private void Run()
    {
        var group = new List<Pending>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MostWrites && queue.TryTake(out var next)) group.Add(next);
            var failure = Write(group);
            foreach (var pending in group)
            {
                if (failure is null) pending.Done.SetResult(pending.Refusal);
                else pending.Done.SetException(failure);
            }
            group.Clear();
        }
    }

    private Exception? Write(List<Pending> group)
    {
        var inTransaction = false;
        try
        {
            connection.Execute("begin immediate");
            inTransaction = true;
            foreach (var pending in group) Write(pending);
            connection.Prepared("update counter set last_stamp = ?1").Bind(1, clock.Last).Run();
            connection.Execute("commit");
            return null;
        }
        catch (Exception e)
        {
            Log.NotWritten(log, group.Count, e);
            if (inTransaction) TryRollback();
            return e;
        }
    }

    private void Write(Pending pending)
    {
        connection.Execute("savepoint request");
        pending.Refusal = pending.Write(connection, clock);
        if (pending.Refusal is not null) connection.Execute("rollback to request");
        connection.Execute("release request");
    }

    private void TryRollback()
    {
        try
        {
            connection.Execute("rollback");
        }
        catch (IOException e)
        {
            Log.NotRolledBack(log, e); // SQLite has done it itself: https://sqlite.org/lang_transaction.html#immediate
        }
    }

    private sealed record Pending(Func<Connection, StampClock, Refusal?> Write)
    {
        public Refusal? Refusal { get; set; }

        // not on the writing thread
        public TaskCompletionSource<Refusal?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} requests could not be written to the storage data.")]
        public static partial void NotWritten(ILogger logger, int count, Exception e);

        [LoggerMessage(2, LogLevel.Debug, "There was nothing to roll back.")]
        public static partial void NotRolledBack(ILogger logger, Exception e);
    }
}
