using System.Collections.Concurrent;
using Followup.LocalStorage.Errors;
using Microsoft.Extensions.Logging;

namespace Followup.LocalStorage.Store;

/// <summary>
/// All that is stored, in one SQLite file: one connection that writes, and as many that read as there are requests at once. Readers see
/// what is committed, and neither wait for the writer nor keep it waiting.
/// </summary>
internal sealed class Database : IDisposable
{
    // Keys and rows are bytes (UTF-8), so their order is that of code points. Table numbers never come again: rows of a dropped table wait
    // under its number to be deleted.
    private const string Schema = """
        create table if not exists tables(id integer primary key autoincrement, name text not null unique collate nocase);
        create table if not exists dropped(id integer primary key);
        create table if not exists rows(
            t integer not null, pk blob not null, rk blob not null, stamp integer not null, members blob not null,
            primary key(t, pk, rk)) without rowid;
        create table if not exists containers(name text primary key, stamp integer not null) without rowid;
        create table if not exists blobs(
            container text not null, name text not null, file text not null, length integer not null, type text not null,
            stamp integer not null, primary key(container, name)) without rowid;
        create table if not exists counter(last_stamp integer not null);
        insert into counter select 0 where not exists (select 1 from counter);
        """;

    private const string WriterSettings = """
        pragma page_size = 8192;
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma wal_autocheckpoint = 4000;
        pragma journal_size_limit = 67108864;
        pragma cache_size = -16384;
        """;

    // The pages that many read lie in the system's cache, which all connections share.
    private const string ReaderSettings = "pragma query_only = true; pragma cache_size = -4096;";
    private const int MostIdleReaders = 16;

    private readonly FileStream inUse;
    private readonly string path;
    private readonly GroupCommit writer;
    private readonly ConcurrentBag<Connection> readers = [];

    /// <exception cref="IOException">Another process uses the folder.</exception>
    public Database(string folder, TimeProvider time, ILogger<Database> log)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, "storage.db");
        inUse = LockFile(folder);
        try
        {
            var connection = new Connection(path, WriterSettings + Schema);
            using var counter = connection.Prepared("select last_stamp from counter");
            counter.Step();
            writer = new GroupCommit(connection, new StampClock(time, counter.Int64(0)), log);
        }
        catch
        {
            inUse.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="GroupCommit.RunAsync"/>
    public Task<Refusal?> WriteAsync(Func<Connection, StampClock, Refusal?> write) => writer.RunAsync(write);

    public T Read<T>(Func<Connection, T> read)
    {
        if (!readers.TryTake(out var reader)) reader = new Connection(path, ReaderSettings);
        try
        {
            return read(reader);
        }
        finally
        {
            if (readers.Count < MostIdleReaders) readers.Add(reader);
            else reader.Dispose();
        }
    }

    /// <summary>No request may be running any more.</summary>
    public void Dispose()
    {
        foreach (var reader in readers) reader.Dispose();
        writer.Dispose(); // last of the connections: it empties the write-ahead log into the file
        inUse.Dispose();
    }

    // Two servers on one file would each have a clock of its own for ETags.
    private static FileStream LockFile(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "storage.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"The storage data in {folder} is in use by another process.", e);
        }
    }
}
