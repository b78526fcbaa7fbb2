using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Followup.LocalBus.Store;

/// <summary>The messages in one SQLite file. Changes are written by <see cref="GroupCommit"/>; reading sees what is committed.</summary>
internal sealed class MessageStore : IDisposable
{
    private const string Schema = """
        pragma journal_mode = wal;
        create table if not exists message(
            id integer primary key, queue text not null, sequence integer not null, scheduled_for integer, enqueued_at integer not null,
            expires_at integer, delivery_count integer not null, head blob not null, body blob not null);
        create table if not exists counter(last_sequence integer not null);
        insert into counter select 0 where not exists (select 1 from counter);
        """;

    private readonly FileStream inUse;
    private readonly SqliteConnection reader;
    private readonly SqliteCommand read;
    private readonly GroupCommit writer;
    private readonly Lock reading = new();

    public MessageStore(string path, ILogger<MessageStore> log)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        inUse = LockFile(path + ".lock");
        try
        {
            reader = Open(path, Schema);
            read = reader.CreateCommand();
            read.CommandText = "select head, body from message where id = $id";
            read.Parameters.Add("$id", SqliteType.Integer);
            writer = new GroupCommit(Open(path, "pragma synchronous = full;"), log);
        }
        catch
        {
            reader?.Dispose();
            inUse.Dispose();
            throw;
        }
    }

    /// <summary>Writes all of the changes or none, then calls back, on the writing thread, with the failure if there was one.</summary>
    public void Commit(IReadOnlyList<Change> changes, Action<Exception?> done) => writer.Add(changes, done);

    public long LastSequence()
    {
        using var command = reader.CreateCommand();
        command.CommandText = "select last_sequence from counter";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>All rows, in no order, as they are read.</summary>
    public IEnumerable<Row> Load()
    {
        using var command = reader.CreateCommand();
        command.CommandText = "select id, queue, sequence, scheduled_for, enqueued_at, expires_at, delivery_count from message";
        using var found = command.ExecuteReader();
        var row = found.Handle!; // read past the reader, whose checks would be most of a start with 300,000 messages
        var names = new HashSet<string>(); // one string for all messages of a queue
        while (found.Read())
        {
            var name = sqlite3_column_text(row, 1).utf8_to_string();
            if (!names.TryGetValue(name, out var queue))
                names.Add(queue = name);
            yield return new(sqlite3_column_int64(row, 0), queue, sqlite3_column_int64(row, 2), Time(row, 3), Time(row, 4)!.Value,
                Time(row, 5), sqlite3_column_int(row, 6));
        }
    }

    public Content Read(long id)
    {
        lock (reading)
        {
            read.Parameters[0].Value = id;
            using var found = read.ExecuteReader();
            return found.Read()
                ? new(found.GetFieldValue<byte[]>(0), found.GetFieldValue<byte[]>(1))
                : throw new InvalidOperationException($"Message {id} is not in the store.");
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        read.Dispose();
        reader.Dispose();
        inUse.Dispose();
    }

    private static DateTimeOffset? Time(sqlite3_stmt row, int column) => sqlite3_column_type(row, column) == SQLITE_NULL
        ? null
        : DateTimeOffset.FromUnixTimeMilliseconds(sqlite3_column_int64(row, column));

    private static SqliteConnection Open(string path, string first)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = first;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Two brokers on one file would each keep its own idea of what is locked.
    private static FileStream LockFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"The bus data beside {path} is in use by another process.", e);
        }
    }
}
