using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Followup.LocalBus.Store;

/// <summary>
/// One thread that writes all changes that have gathered in one transaction, and calls back once they are on the disk.
/// </summary>
internal sealed partial class GroupCommit : IDisposable
{
    private const int MostChanges = 1000; // a transaction; more only makes the first of them wait

    private readonly BlockingCollection<Pending> queue = [];
    private readonly SqliteConnection connection;
    private readonly ILogger log;
    private readonly SqliteCommand insert, update, delete, count;
    private readonly Thread thread;

    public GroupCommit(SqliteConnection connection, ILogger log)
    {
        (this.connection, this.log) = (connection, log);
        insert = Command("""
            insert into message(id, queue, sequence, scheduled_for, enqueued_at, expires_at, delivery_count, head, body)
            values($id, $queue, $sequence, $scheduled, $enqueued, $expires, $count, $head, $body)
            """);
        update = Command("""
            update message set queue = $queue, sequence = $sequence, scheduled_for = $scheduled, enqueued_at = $enqueued,
                expires_at = $expires, delivery_count = $count, body = coalesce($body, body) where id = $id
            """);
        delete = Command("delete from message where id = $id");
        count = Command("update counter set last_sequence = max(last_sequence, $sequence)");
        thread = new Thread(Run) { IsBackground = true, Name = "LocalBus commits" };
        thread.Start();
    }

    public void Add(IReadOnlyList<Change> changes, Action<Exception?> done)
    {
        try
        {
            queue.Add(new(changes, done));
        }
        catch (InvalidOperationException stopped) // also the ObjectDisposedException of a late caller
        {
            done(stopped);
        }
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        foreach (var command in new[] { insert, update, delete, count })
            command.Dispose();
        connection.Dispose();
        queue.Dispose();
    }

    private void Run()
    {
        var batch = new List<Pending>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            for (var size = first.Changes.Count; size < MostChanges && queue.TryTake(out var next); size += next.Changes.Count)
                batch.Add(next);
            var failure = Write(batch);
            foreach (var pending in batch)
                Tell(pending, failure);
            batch.Clear();
        }
    }

    private Exception? Write(List<Pending> batch)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            long last = 0;
            foreach (var change in batch.SelectMany(pending => pending.Changes))
                last = Math.Max(last, Apply(change, transaction));
            if (last > 0)
                Execute(count, transaction, ("$sequence", last));
            transaction.Commit();
            return null;
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            Log.NotWritten(log, batch.Count, e);
            return e;
        }
    }

    private long Apply(Change change, SqliteTransaction transaction)
    {
        switch (change)
        {
            case Insert(var row, var content):
                Execute(insert, transaction, [.. Columns(row), ("$head", content.Head), ("$body", content.Body)]);
                return row.Sequence;
            case Update(var row, var body):
                Execute(update, transaction, [.. Columns(row), ("$body", body)]);
                return row.Sequence;
            case Delete(var id):
                Execute(delete, transaction, ("$id", id));
                return 0;
            default:
                throw new InvalidOperationException($"Unknown change {change}.");
        }
    }

    private static (string, object?)[] Columns(Row row) =>
    [
        ("$id", row.Id), ("$queue", row.Queue), ("$sequence", row.Sequence), ("$scheduled", row.ScheduledFor?.ToUnixTimeMilliseconds()),
        ("$enqueued", row.EnqueuedAt.ToUnixTimeMilliseconds()), ("$expires", row.ExpiresAt?.ToUnixTimeMilliseconds()),
        ("$count", row.DeliveryCount),
    ];

    private static void Execute(SqliteCommand command, SqliteTransaction transaction, params (string Name, object? Value)[] values)
    {
        command.Transaction = transaction;
        command.Parameters.Clear();
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private void Tell(Pending pending, Exception? failure)
    {
        try
        {
            pending.Done(failure);
        }
        catch (Exception e)
        {
            Log.CallbackFailed(log, e);
        }
    }

    private SqliteCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private sealed record Pending(IReadOnlyList<Change> Changes, Action<Exception?> Done);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} requests could not be written to the bus data.")]
        public static partial void NotWritten(ILogger logger, int count, Exception e);

        [LoggerMessage(2, LogLevel.Error, "A change was written, but what follows it failed.")]
        public static partial void CallbackFailed(ILogger logger, Exception e);
    }
}
